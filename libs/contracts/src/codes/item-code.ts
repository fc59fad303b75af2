/**
 * The project's own item code: city letters, department letters, number, such as CS-YB-001. It is deliberately unlike
 * the codes of the national lists, so that nobody takes one for the other.
 */
export const ITEM_CODE_PATTERN = /^[A-Z]{2,6}-[A-Z0-9]{2,8}-[0-9]{3,4}$/;

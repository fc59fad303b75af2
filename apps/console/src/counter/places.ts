/**
 * Places of the form: what the API names in its problems, in one spelling, such as `applicant.phone`, `form.bankName`,
 * `materials.M01`; those of a part of a joint case begin with its key and a slash. The element's id is made of it.
 */
export const placeId = (place: string): string => `at-${place}`;

/** Prefix of the places of a part; empty for the case's own item. */
export const inPart = (key: string | undefined): string => (key === undefined ? '' : `${key}/`);

/** Goes to a place of the form, as a person would. */
export function goTo(place: string): void {
  const element = document.getElementById(placeId(place));
  element?.scrollIntoView({ block: 'center' });
  element?.focus({ preventScroll: true });
}

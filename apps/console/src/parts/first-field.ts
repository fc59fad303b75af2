/**
 * Puts the focus on the first of these in a dialog that has opened, unless somebody is at one of its fields by then: on
 * a slow machine the last of the words typed would go elsewhere.
 */
export function focusFirst(form: HTMLElement | null, wanted: string): void {
  if (form?.contains(document.activeElement)) return;
  form?.querySelector<HTMLElement>(wanted)?.focus();
}

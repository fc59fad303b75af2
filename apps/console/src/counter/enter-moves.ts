/** Fields that Enter goes through; what has `data-aside` is reached with Tab alone. */
const STOPS =
  'input:not([type="file"]):not([data-aside]), select:not([data-aside]), textarea:not([data-aside]), button[data-stop]';

/** Enter ticks and goes on to the next field, Shift+Enter goes back; what has a use of its own for Enter keeps it. */
export function moveOnEnter(event: KeyboardEvent, form: HTMLElement): void {
  const from = event.target;
  if (event.key !== 'Enter' || event.defaultPrevented || event.isComposing || !(from instanceof HTMLElement)) return;
  if (event.ctrlKey || event.altKey || event.metaKey || !from.matches('input, select')) return;
  event.preventDefault();
  if (from instanceof HTMLInputElement && from.type === 'checkbox' && !from.checked && !event.shiftKey) from.click();
  // What the tick brings to the page (an agent's fields) has to be there before the next field is looked for.
  requestAnimationFrame(() => {
    const next = nextStop(form, from, event.shiftKey ? -1 : 1);
    next?.focus();
    // As Tab does: what stands there is replaced by what is typed.
    if (next instanceof HTMLInputElement && next.type !== 'checkbox') next.select();
  });
}

function nextStop(form: HTMLElement, from: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const stops = [...form.querySelectorAll<HTMLElement>(STOPS)].filter(
    (one) => one === from || (!one.matches(':disabled') && one.offsetParent !== null && isOwnStop(one)),
  );
  return stops[stops.indexOf(from) + step];
}

/** Of a group of choices, only the chosen one. */
const isOwnStop = (one: HTMLElement): boolean =>
  !(one instanceof HTMLInputElement && one.type === 'radio') || one.checked;

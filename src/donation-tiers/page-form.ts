import type { Flaw, Place } from './form-value.ts';

const PLACES: Readonly<Record<Place, string>> = {
  amounts: '[part=amounts] input',
  typed: '.typed',
  frequencies: '.frequencies input',
  // Until the question is drawn, the amount it is about stands for it.
  confirm: '.confirm input, .typed',
};

/** The control that something is said about. */
function controlAt(root: ParentNode, place: Place): HTMLElement | null {
  const found = root.querySelectorAll<HTMLElement>(PLACES[place]);
  return found[place === 'confirm' ? found.length - 1 : 0] ?? null;
}

/**
 * Tells the form around an element what it would submit, what the browser may keep of it, and what is wrong with it.
 * What cannot be mended, because there is no control for it on show, is not wrong; where nothing can be chosen (as while
 * the element says thanks), nothing is submitted.
 */
export function tellForm(
  host: HTMLElement,
  root: ParentNode,
  internals: ElementInternals | undefined,
  entries: readonly (readonly [name: string, value: string])[],
  state: string,
  flaw: Flaw | undefined,
): void {
  if (!internals?.setFormValue) return;
  const data = new FormData();
  const isOnShow = !!root.querySelector('input');
  standInFor(host, internals.form, isOnShow);
  for (const [name, value] of isOnShow ? entries : []) data.append(name, value);
  internals.setFormValue(data, state);
  const control = flaw && controlAt(root, flaw.place);
  if (control) internals.setValidity({ [flaw.flag]: true }, flaw.message || ' ', control);
  else internals.setValidity({});
}

const replaced = new WeakSet<Element>();

/** Controls that the author put between the tags do not submit what the element submits, or wait for a reader unseen. */
function standInFor(host: HTMLElement, form: HTMLFormElement | null, isOnShow: boolean): void {
  for (const control of (form?.elements ?? []) as Iterable<HTMLInputElement>) {
    if (control === host || !host.contains(control) || control.closest('[slot]')) continue;
    if (isOnShow && !control.disabled) replaced.add(control);
    if (replaced.has(control)) control.disabled = isOnShow;
  }
}

/** Whether the element, or the `<fieldset>` it stands in, is disabled. */
export function isDisabled(host: HTMLElement): boolean {
  return host.matches(':disabled, [disabled]');
}

/**
 * Submits a form as Enter in one of its fields does: by its default button, or without one by itself.
 *
 * @see https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#implicit-submission
 */
export function submitByEnter(form: HTMLFormElement): void {
  const button = [...form.elements].find(
    (control): control is HTMLButtonElement | HTMLInputElement =>
      control.matches('button, input') && (control as HTMLButtonElement).type === 'submit',
  );
  if (button) button.click();
  else form.requestSubmit();
}

/** Variants that the author wrote as `<template data-variant>`: their content is drawn in place of the element's own. */
import type { BannerSlots } from './draw-banner.ts';
import { hasSlotted } from './page-content.ts';

/** What each banner wears. */
const worn = new WeakMap<Element, { readonly template: HTMLTemplateElement; readonly clones: readonly Element[] }>();

export function templatesOf(host: Element): HTMLTemplateElement[] {
  return [...host.querySelectorAll<HTMLTemplateElement>(':scope > template[data-variant]')];
}

/** @returns `undefined` for an empty one, too: that variant says what the element says. */
export function templateOf(host: Element, variant: string): HTMLTemplateElement | undefined {
  return templatesOf(host).find(({ dataset, content }) => dataset['variant'] === variant && content.hasChildNodes());
}

/** Puts the content of a template beside the author's, where its slots take the place of theirs; `undefined` ends that. */
export function wear(host: Element, template: HTMLTemplateElement | undefined): void {
  const before = worn.get(host);
  if (before?.template === template && before?.clones.every((clone) => clone.parentNode === host)) return;
  if (!before && !template) return;
  for (const clone of before?.clones ?? []) clone.remove();
  worn.delete(host);
  if (!template) return;
  const clones = clonesOf(template);
  worn.set(host, { template, clones });
  host.append(...clones);
}

/** Each node by itself, as the author's stand there; text takes a `span`, because text cannot be given a slot. */
function clonesOf(template: HTMLTemplateElement): Element[] {
  const content = document.importNode(template.content, true);
  const nodes = [...content.childNodes].filter((node) => node instanceof Element || node.textContent?.trim());
  return nodes.map((node) => {
    const clone = node instanceof Element ? node : document.createElement('span');
    if (clone !== node) clone.append(node);
    clone.slot = variantSlot(clone.slot);
    return clone;
  });
}

/** The slot of a variant's content for one of the author's. */
function variantSlot(name: string): string {
  return name === '' ? 'variant' : `variant-${name}`;
}

/** The slot that is drawn for one of the author's: that of the variant, where it has something for it. */
function slotInForce(host: Element, name: string): string {
  const slot = variantSlot(name);
  return hasSlotted(host, slot) ? slot : name;
}

/** The slots to draw: the author's, or those of what the banner wears. */
export function slotsOf(host: Element): BannerSlots {
  const [message, heading, actions] = ['', 'heading', 'actions'].map((name) => slotInForce(host, name));
  return { message: message!, heading: heading!, actions: actions! };
}

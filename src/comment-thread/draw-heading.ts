import { html, type TemplateResult } from 'lit';

/** A real heading of level 1 to 6: the name of a tag cannot be bound. */
export function drawHeading(level: number, content: unknown): TemplateResult {
  switch (level) {
    case 1:
      return html`<h1 part="heading" id="heading">${content}</h1>`;
    case 3:
      return html`<h3 part="heading" id="heading">${content}</h3>`;
    case 4:
      return html`<h4 part="heading" id="heading">${content}</h4>`;
    case 5:
      return html`<h5 part="heading" id="heading">${content}</h5>`;
    case 6:
      return html`<h6 part="heading" id="heading">${content}</h6>`;
    default:
      return html`<h2 part="heading" id="heading">${content}</h2>`;
  }
}

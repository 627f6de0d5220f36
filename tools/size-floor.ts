/** What every element stands on: the floor under its size. */
export { css, html, LitElement, nothing } from 'lit';
export * as z from './size-floor-zod.ts';

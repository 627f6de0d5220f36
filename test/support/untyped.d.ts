/** Packages for tests that bring no types. */
declare module 'jsonld';
declare module '@adobe/structured-data-validator';
declare module '@marbec/web-auto-extractor';
declare module 'edtf' {
  /** @throws {SyntaxError} For what is not in the grammar of that level. */
  export default function edtf(input: string, options?: { level?: 0 | 1 | 2 }): { readonly type: string };
}

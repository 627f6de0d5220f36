/** Packages for tests that bring no types. */
declare module 'jsonld';
declare module '@adobe/structured-data-validator';
declare module '@marbec/web-auto-extractor';

export { consoleLogger, jsonLogger, silentLogger, type LoggedRequest, type Logger } from './logger.ts';
export { OptionError, optionsFrom, type JwtOptions, type ServerOptions } from './options.ts';
export { HOLDS, type Hold } from './rules/hold.ts';
export { POLICIES, type Policies, type Policy } from './rules/limits.ts';
export { serve, type Serving, type ServeOptions } from './serve.ts';
export { createServer, type FurnitureServer } from './server.ts';
export { StartError } from './store/errors.ts';
export type { ImportedComment } from './store/import.ts';
export { openStore, type Store } from './store/store.ts';

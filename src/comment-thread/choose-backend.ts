import type { Backend, BackendName } from './backends/backend.ts';
import { HostBackend } from './backends/host.ts';

export interface BackendChoice {
  /** What the publisher asked for; guessed from `src` when absent. */
  readonly name?: BackendName | undefined;
  /** Base URL of the comment system. */
  readonly src?: string | undefined;
  readonly thread: string;
}

/**
 * The backend for a configuration.
 *
 * @returns `undefined` when nothing says where the comments are. What is not the default backend is loaded on demand.
 */
export function chooseBackend(choice: BackendChoice): Backend | Promise<Backend> | undefined {
  const { name, src, thread } = choice;
  switch (name ?? (src === undefined ? undefined : 'host')) {
    case 'host':
      return new HostBackend(src ?? '/', thread);
    case 'memory':
      return import('./backends/memory.ts').then(({ MemoryBackend }) => new MemoryBackend({ thread }));
    default:
      return undefined;
  }
}

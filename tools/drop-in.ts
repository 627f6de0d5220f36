/**
 * How the drop-in is cut: one module with everything that is imported statically, and beside it a file for each thing
 * that is imported on demand, which takes what it shares from the first. A bundler left alone puts shared modules into
 * files of their own, and the first view would wait for five requests instead of one.
 */
import type { Plugin } from 'vite';

interface Chunk {
  readonly moduleIds: readonly string[];
}

/** The plugin and the output options that belong together. `name` is the entry file's, without `.js`. */
export function dropIn(name: string) {
  const reachable = new Set<string>();
  const plugin: Plugin = {
    name: 'drop-in',
    buildEnd() {
      const queue = [...this.getModuleIds()].filter((id) => this.getModuleInfo(id)?.isEntry);
      for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
        if (reachable.has(id)) continue;
        reachable.add(id);
        queue.push(...(this.getModuleInfo(id)?.importedIds ?? []));
      }
    },
  };
  const output = {
    minify: true,
    comments: false,
    // Chromium then compiles on another thread what it would otherwise meet function by function while it draws.
    postBanner: ({ isEntry }: { readonly isEntry: boolean }) => (isEntry ? '//# allFunctionsCalledOnLoad' : ''),
    entryFileNames: `${name}.js`,
    chunkFileNames: ({ moduleIds }: Chunk) =>
      moduleIds.some((id) => id.includes('/locales/')) ? 'locales/[name].js' : 'more/[name].js',
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [{ debugName: name, name: (id: string) => (reachable.has(id) ? name : null) }],
    },
  };
  return { plugin, output };
}

import type { Plugin } from 'vite';

/**
 * Lets a chunk that could not be fetched be asked for again. Most browsers keep a module that failed to come as failed for as long as
 * the page lives (https://github.com/whatwg/html/issues/6768), so that trying again after the network has been gone would never
 * help there; under another address it is another module. Only chunks that no other one imports statically get one: of
 * them there is never a second copy.
 */
export function againPlugin(): Plugin {
  return {
    name: 'entrenous:again',
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      const shared = new Set(chunks.flatMap((chunk) => chunk.imports));
      for (const chunk of chunks) {
        let found = false;
        chunk.code = chunk.code.replace(
          /\bimport\(([`'"])(\.{1,2}\/[^`'"]+)\1\)/g,
          (whole, _quote, address: string) => {
            const name = address.slice(address.lastIndexOf('/') + 1);
            if (!chunk.dynamicImports.some((id) => id.endsWith(`/${name}`) && !shared.has(id))) return whole;
            found = true;
            return `$again("${address}")`;
          },
        );
        // A declaration, because it is known in the whole module wherever it stands.
        if (found) chunk.code = chunk.code.replace(/(\n\/\/# sourceMappingURL|$)/, `\n${AGAIN}$1`);
      }
    },
  };
}

const AGAIN =
  'function $again(u){const n=$again[u];return import(n?u+"?again="+n:u).catch(e=>{$again[u]=(n||0)+1;throw e})}';

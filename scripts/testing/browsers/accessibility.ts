import type { TestRunnerPlugin } from '@web/test-runner';
import type { ChromeLauncher } from '@web/test-runner-chrome';

/**
 * Lets tests see the whole accessibility tree of their page, as the browser has it; the plugin of @web/test-runner leaves out what
 * stands inside of controls, such as the options of a list.
 */
export function accessibilityTree(): TestRunnerPlugin {
  return {
    name: 'accessibility-tree',
    async executeCommand({ command, session }) {
      if (command !== 'accessibility-tree') return undefined;
      const page = (session.browser as ChromeLauncher).getPage(session.id);
      // Its nodes hold the page, which does not go over the wire.
      return JSON.parse(
        JSON.stringify(await page.accessibility.snapshot({ interestingOnly: false })),
      ) as object;
    },
  };
}

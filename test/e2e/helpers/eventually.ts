/** How long something that happens by itself may take in a test, in milliseconds, when the test does not say. */
const PATIENCE = 10_000;

/**
 * Tries an assertion again until it holds. For what another process or page does in its own time and tells nobody about.
 * @param within milliseconds after which the last failure is thrown
 */
export async function eventually(assertion: () => Promise<void>, within: number = PATIENCE): Promise<void> {
  const end = performance.now() + within;
  for (;;) {
    try {
      return await assertion();
    } catch (error) {
      if (performance.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

/* global window */
/*
 * Runs in Storybook's page before anything else: hears from Storybook what becomes of each story. It is JavaScript because
 * it goes into the page as it stands.
 */
{
  const finished = new Map();
  const failures = [];
  let channel;

  window.stories = {
    /** Puts a story in the place of the one that is shown. */
    show(storyId) {
      finished.clear();
      failures.length = 0;
      channel.emit('setCurrentStory', { storyId, viewMode: 'story' });
    },
    /** What became of it, when it is over. */
    shown: (id) => finished.get(id),
  };

  const describe = ({ id, help, nodes }) =>
    `axe ${id}: ${help}\n${nodes.map(({ target, failureSummary }) => `${JSON.stringify(target)} ${failureSummary}`).join('\n')}`;

  const listen = (made) => {
    for (const event of [
      'storyThrewException',
      'playFunctionThrewException',
      'storyErrored',
      'storyMissing',
    ]) {
      made.on(event, (data) =>
        failures.push(data.stack ?? data.message ?? data.description ?? `${event}: ${JSON.stringify(data)}`),
      );
    }
    made.on('unhandledErrorsWhilePlaying', (errors) => failures.push(JSON.stringify(errors)));
    made.on('storyFinished', ({ storyId, status, reporters }) => {
      const results = reporters.filter(({ type }) => type === 'a11y').map(({ result }) => result);
      const violations = results.flatMap((result) => (result.violations ?? []).map(describe));
      for (const { error } of results) if (error) failures.push(`axe: ${error}`);
      if (failures.length === 0 && results.length === 0) failures.push('axe has not run.');
      if (failures.length + violations.length === 0 && status !== 'success') failures.push(status);
      finished.set(storyId, { failures: [...failures], violations });
    });
  };

  // Here Storybook puts its channel when it starts.
  Object.defineProperty(window, '__STORYBOOK_ADDONS_CHANNEL__', {
    configurable: true,
    get: () => channel,
    set(made) {
      channel = made;
      listen(made);
    },
  });
}

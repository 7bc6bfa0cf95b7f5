#!/usr/bin/env node
/** `entrenous <command>`. A command is a module that runs when it is imported; none is loaded but the one that is asked for. */
const commands: Readonly<Record<string, { about: string; run: (args: string[]) => Promise<unknown> }>> = {
  serve: {
    about: 'runs the backend; what it needs is in environment variables',
    run: () => import('./main.ts'),
  },
  conformance: {
    about: 'looks at a backend from outside: does it keep the rules of the protocol? (--help)',
    run: async (args) => (process.exitCode = await (await import('../../conformance/main.ts')).run(args)),
  },
};

const [name = '', ...rest] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
// Only what looks at other backends is told more than its name.
if (command !== undefined && (rest.length === 0 || name === 'conformance')) {
  await command.run(rest);
} else {
  const asked = name === 'help' || name === '--help';
  const lines = Object.entries(commands).map(([command, { about }]) => `  entrenous ${command}   ${about}`);
  (asked ? process.stdout : process.stderr).write(`${['Usage:', ...lines].join('\n')}\n`);
  process.exitCode = asked ? 0 : 2;
}

export {};

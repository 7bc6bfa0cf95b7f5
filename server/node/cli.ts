#!/usr/bin/env node
/** `entrenous <command>`. A command is a module that runs when it is imported; none is loaded but the one that is asked for. */
const commands: Readonly<Record<string, { about: string; run: () => Promise<unknown> }>> = {
  serve: {
    about: 'runs the backend; what it needs is in environment variables',
    run: () => import('./main.ts'),
  },
};

const [name = '', ...rest] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command !== undefined && rest.length === 0) {
  await command.run();
} else {
  const asked = name === 'help' || name === '--help';
  const lines = Object.entries(commands).map(([command, { about }]) => `  entrenous ${command}   ${about}`);
  (asked ? process.stdout : process.stderr).write(`${['Usage:', ...lines].join('\n')}\n`);
  process.exitCode = asked ? 0 : 2;
}

export {};

#!/usr/bin/env node
/** `entrenous <command>`. A command is a module that runs when it is imported; none is loaded but the one that is asked for. */
const commands: Readonly<Record<string, { about: string; run: (args: string[]) => Promise<unknown> }>> = {
  serve: {
    about: 'runs the backend; what it needs is in environment variables',
    run: () => import('./main.ts'),
  },
  migrate: {
    about: 'brings the database up to this release, without serving',
    run: async () => (process.exitCode = await (await import('./commands/migrate.ts')).migrateCommand()),
  },
  'rotate-keys': {
    about: 'wraps every key anew by the current key-encryption key, also while servers run',
    run: async () =>
      (process.exitCode = await (await import('./commands/rotate-keys.ts')).rotateKeysCommand()),
  },
  revoke: {
    about: 'ends everything by which a person is signed in: revoke <practice> <person>',
    run: async (args) =>
      (process.exitCode = await (await import('./commands/revoke.ts')).revokeCommand(args)),
  },
  verify: {
    about: 'looks whether the stored data is whole: keys, audit, texts and files (--help)',
    run: async (args) =>
      (process.exitCode = await (await import('./commands/verify.ts')).verifyCommand(args)),
  },
  backup: {
    about: 'writes everything into one sealed file, also while servers run (--help)',
    run: async (args) =>
      (process.exitCode = await (await import('./commands/backup.ts')).backupCommand(args)),
  },
  restore: {
    about: 'puts a backup into an empty database and data folder, and looks whether it is whole (--help)',
    run: async (args) =>
      (process.exitCode = await (await import('./commands/restore.ts')).restoreCommand(args)),
  },
  purge: {
    about:
      'removes what has had its time, or a practice or conversation; says first what it would remove (--help)',
    run: async (args) => (process.exitCode = await (await import('./commands/purge.ts')).purgeCommand(args)),
  },
  hold: {
    about: 'keeps what a law or a court asks for: place, lift, list (--help)',
    run: async (args) => (process.exitCode = await (await import('./commands/hold.ts')).holdCommand(args)),
  },
  conformance: {
    about: 'looks at a backend from outside: does it keep the rules of the protocol? (--help)',
    run: async (args) => (process.exitCode = await (await import('../../conformance/main.ts')).run(args)),
  },
};

/** The commands that are told more than their name. */
const TAKES_MORE = new Set(['backup', 'conformance', 'hold', 'purge', 'restore', 'revoke', 'verify']);

const [name = '', ...rest] = process.argv.slice(2);
const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
if (command !== undefined && (rest.length === 0 || TAKES_MORE.has(name))) {
  await command.run(rest);
} else {
  const asked = name === 'help' || name === '--help';
  const lines = Object.entries(commands).map(
    ([command, { about }]) => `  entrenous ${command.padEnd(12)}  ${about}`,
  );
  (asked ? process.stdout : process.stderr).write(`${['Usage:', ...lines].join('\n')}\n`);
  process.exitCode = asked ? 0 : 2;
}

export {};

import type { History, Invariant, Violation } from './history.ts';

/** Compares what people did, what is stored and what pages show. @returns everything that is not as it must be */
export function check({ sent, seen, truth, pages }: History): Violation[] {
  const violations: Violation[] = [...seen];
  const add = (invariant: Invariant, what: string): void => void violations.push({ invariant, what });
  const texts = new Map<string, { id: string; conversationId: string }[]>();
  const stored = new Map<string, { text: string; deleted: boolean; conversationId: string }>();

  for (const { id: conversationId, participants, messages, unread } of truth.conversations) {
    const [first = '', ...others] = participants;
    const all = messages[first] ?? [];
    all.forEach(({ seq }, i) => {
      if (seq !== i + 1) add('one gapless order', `${conversationId}: ${seq} stands at place ${i + 1}`);
    });
    for (const other of others) {
      if (JSON.stringify(messages[other]) !== JSON.stringify(all))
        add('one gapless order', `${conversationId}: ${first} and ${other} read different things`);
    }
    for (const { id, text, deleted, automatic, senderId } of all) {
      if (stored.has(id)) add('no duplicate', `message ${id} is there twice`);
      stored.set(id, { text, deleted, conversationId });
      if (deleted && text !== '') add('deletion reaches everything', `message ${id} still has its text`);
      if (!deleted && !automatic) texts.set(text, [...(texts.get(text) ?? []), { id, conversationId }]);
      const effects = truth.audit[`message.${automatic ? 'auto-sent' : 'sent'} ${id}`] ?? 0;
      if (effects !== 1)
        add('audit equals effects', `message ${id} of ${senderId} was sent ${effects} times in the audit`);
      if (((truth.audit[`message.deleted ${id}`] ?? 0) === 1) !== deleted)
        add('audit equals effects', `message ${id}: deleted ${deleted}, and not so in the audit`);
    }
    const replies = new Map<string, number>();
    for (const { automatic, senderId } of all)
      if (automatic) replies.set(senderId, (replies.get(senderId) ?? 0) + 1);
    for (const [member, count] of replies)
      if (count > 1) add('at most one automatic reply', `${conversationId}: ${count} of ${member}`);
    for (const [person, { counted, told }] of Object.entries(unread))
      if (counted !== told)
        add('unread equals what it counts', `${person} in ${conversationId}: ${told}, counted ${counted}`);
  }
  for (const [person, told] of Object.entries(truth.unread)) {
    const sum = truth.conversations.reduce((total, { unread }) => total + (unread[person]?.counted ?? 0), 0);
    if (sum !== told) add('unread equals what it counts', `${person}: ${told} in all, counted ${sum}`);
  }
  for (const id of truth.foundDeleted) add('deletion reaches everything', `message ${id} was found`);
  for (const what of truth.damaged) add('whole at rest', what);

  const waiting = new Set(
    pages.flatMap(({ conversations }) => Object.values(conversations).flatMap(({ outgoing }) => outgoing)),
  );
  for (const { by, text, acknowledged, conversationId } of sent) {
    const there = texts.get(text) ?? [];
    if (there.length > 1) add('no duplicate', `"${text}" of ${by} is there ${there.length} times`);
    if (there.some((one) => one.conversationId !== conversationId))
      add('no duplicate', `"${text}" of ${by} is in another conversation`);
    if (acknowledged !== undefined && !stored.has(acknowledged))
      add('no loss', `"${text}" of ${by} was acknowledged and is not there`);
    const known = acknowledged !== undefined && stored.has(acknowledged);
    if (there.length === 0 && !known && !waiting.has(text))
      add('no loss', `"${text}" of ${by} is nowhere: not stored, and no page has it`);
  }
  for (const text of texts.keys())
    if (!sent.some((one) => one.text === text)) add('no duplicate', `"${text}" was sent by nobody`);

  for (const page of pages) checkPage(page, truth, add);
  return violations;
}

function checkPage(
  { name, person, unread, conversations, heard }: History['pages'][number],
  truth: History['truth'],
  add: (invariant: Invariant, what: string) => void,
): void {
  if (unread !== truth.unread[person])
    add('unread equals what it counts', `${name} shows ${unread}, the backend says ${truth.unread[person]}`);
  for (const id of heard) {
    const known = truth.conversations.find((one) => one.id === id);
    if (!known?.participants.includes(person)) add('nobody else hears', `${name} heard of ${id}`);
  }
  for (const [id, shown] of Object.entries(conversations)) {
    const known = truth.conversations.find((one) => one.id === id);
    const all = known?.messages[person] ?? [];
    if (shown.unread !== known?.unread[person]?.told)
      add('unread equals what it counts', `${name} shows ${shown.unread} in ${id}`);
    const ids = shown.messages.map((message) => message.id);
    if (new Set(ids).size !== ids.length) add('no duplicate', `${name} shows a message of ${id} twice`);
    if (shown.messages.at(-1)?.seq !== all.at(-1)?.seq)
      add(
        'snapshot and events agree',
        `${name} ends ${id} with ${shown.messages.at(-1)?.seq}, not ${all.at(-1)?.seq}`,
      );
    for (const message of shown.messages) {
      const real = all[message.seq - 1];
      if (real?.id !== message.id) add('honest state', `${name} shows ${message.id} as sent`);
      else if (real.deleted && !message.deleted)
        add('deletion reaches everything', `${name} shows ${message.id}, which is deleted`);
      else if (real.text !== message.text || real.deleted !== message.deleted)
        add('snapshot and events agree', `${name} shows another ${message.id} than is stored`);
    }
  }
}

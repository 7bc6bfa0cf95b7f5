import type { PGlite } from '@electric-sql/pglite';
import { conversations } from '../demo/seed/conversations/index.ts';
import { mayaAna } from '../demo/seed/conversations/maya-ana.ts';
import { messagePlace } from '../server/domain/views.ts';
import { pgliteDatabase } from '../server/store/adapters/pglite.ts';
import { wrappedKeys } from '../server/store/keys.ts';
import { Vault } from '../server/vault/vault.ts';
import { pageKeys, type PageDatabase } from '../test/helpers/page-backend.ts';
import { NOW } from '../stories/clock.ts';
import { Stage } from '../stories/stage.ts';
import { kek } from '../stories/prepared/kek.ts';
import { PEOPLE } from '../stories/prepared/people.ts';
import { LONG, type PracticeId } from '../stories/prepared/practices.ts';

const DAY = 24 * 60 * 60_000;

/** Writes the practices that stories happen in, as their people would: through the protocol. */
export async function writePractices(pglite: PGlite): Promise<void> {
  const ground = {
    database: pgliteDatabase(pglite),
    keys: pageKeys(kek),
  };
  for (const [practice, write] of Object.entries(WRITERS) as [PracticeId, (typeof WRITERS)[PracticeId]][]) {
    const stage = await Stage.open(ground, practice, { make: true, now: () => NOW });
    await write(stage, ground);
    await stage.close();
  }
}

const WRITERS: Record<PracticeId, (stage: Stage, ground: PageDatabase) => Promise<void> | void> = {
  quiet: () => undefined,
  riverside: writeRiverside,
  crowded: writeCrowded,
  long: writeLong,
};

async function writeRiverside(stage: Stage): Promise<void> {
  for (const conversation of conversations) {
    const here = conversation.between.every((id) => id in PEOPLE);
    if (conversation.practice === 'riverside' && here) {
      await stage.tell(conversation, conversation === mayaAna ? 30 : 8);
    }
  }
}

async function writeCrowded(stage: Stage): Promise<void> {
  for (let n = 1; n <= 100; n++) {
    await stage.write('ana', 'maya', `Day ${n} of the notebook.`, 60 * 24 * 0.3 * (101 - n));
  }
}

/**
 * {@link LONG}: all but its last message are sealed as the backend seals them and put into the table at once, because sending each
 * would take half a minute.
 */
async function writeLong(stage: Stage, { database, keys }: PageDatabase): Promise<void> {
  const { practice } = stage.backend;
  const conversationId = await stage.between(LONG.from, LONG.to);
  const key = await new Vault(keys, wrappedKeys(database)).conversation(practice, conversationId);
  const rows = [];
  for (let seq = 1; seq < LONG.messages; seq++) {
    const [senderId, text] = line(seq);
    const message = {
      conversationId,
      messageId: crypto.randomUUID(),
      seq,
      senderId,
      origin: 'person' as const,
      sentAt: sentAt(seq),
      deletedAt: null,
      files: 0,
    };
    const body = await key.seal(messagePlace(practice, message), text);
    rows.push({
      seq,
      message_id: message.messageId,
      sender_id: senderId,
      sent_at: message.sentAt.toISOString(),
      body: Buffer.from(body).toString('base64'),
    });
  }
  await database.query(
    `with written as (
       insert into messages (practice_id, conversation_id, seq, message_id, sender_id, origin, body, sent_at, files)
       select $1, $2, seq, message_id, sender_id, 'person', decode(body, 'base64'), sent_at, 0 from json_to_recordset($3::json)
         as message (seq integer, message_id uuid, sender_id text, body text, sent_at timestamptz)
     )
     update conversations set last_seq = $4, updated_at = $5 where practice_id = $1 and conversation_id = $2`,
    [
      practice,
      conversationId,
      JSON.stringify(rows),
      LONG.messages - 1,
      sentAt(LONG.messages - 1).toISOString(),
    ],
  );
  const [sender, text] = line(LONG.messages);
  await stage.write(sender, sender === LONG.from ? LONG.to : LONG.from, text, 20);
  for (const person of [LONG.from, LONG.to]) await stage.read(person, conversationId, LONG.messages);
}

/** Fifty on a day, and the last of them this morning. */
function sentAt(seq: number): Date {
  const before = LONG.messages - seq;
  return new Date(NOW - Math.ceil(before / 50) * DAY + (50 - (before % 50)) * 17_000);
}

const lines = mayaAna.exchanges.flatMap((exchange) => exchange.lines);

/** Who wrote the message, and what: the conversation of the demo, over and over. */
function line(seq: number): readonly [sender: string, text: string] {
  const [sender, text] = lines[seq % lines.length] ?? [LONG.from, ''];
  return [sender, text];
}

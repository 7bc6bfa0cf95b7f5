import * as v from 'valibot';
import type { Attachment } from '../../../src/protocol/index.ts';
import type { Queryable } from '../../ports.ts';
import { findAttachmentsOf, type AttachmentRow } from '../../store/attachments.ts';
import type { Place } from '../../vault/place.ts';
import type { Vault } from '../../vault/vault.ts';

/** What is known of a file, sealed as one: nobody can put another name or type to it. */
const Details = v.object({
  name: v.string(),
  type: v.string(),
  size: v.number(),
  preview: v.optional(
    v.object({ width: v.number(), height: v.number(), type: v.string(), size: v.number() }),
  ),
});
export type Details = v.InferOutput<typeof Details>;

/** Where a file's details are sealed. */
export function detailsPlace(
  practiceId: string,
  row: Pick<AttachmentRow, 'attachmentId' | 'uploaderId'>,
): Place {
  const { attachmentId, uploaderId: senderId } = row;
  return { table: 'attachments', field: 'details', practiceId, row: attachmentId, senderId };
}

export async function sealDetails(
  vault: Vault,
  practiceId: string,
  row: Pick<AttachmentRow, 'attachmentId' | 'uploaderId'>,
  details: Details,
): Promise<Uint8Array> {
  const key = await vault.practice(practiceId);
  return key.seal(detailsPlace(practiceId, row), JSON.stringify(details));
}

export async function openDetails(vault: Vault, practiceId: string, row: AttachmentRow): Promise<Details> {
  const key = await vault.practice(practiceId);
  return readDetails(await key.open(detailsPlace(practiceId, row), row.details));
}

/** Opened details as what they are. */
export function readDetails(opened: string): Details {
  return v.parse(Details, JSON.parse(opened));
}

/** A file as people see it. */
export function toAttachment(id: string, { name, type, size, preview }: Details): Attachment {
  return {
    id,
    name,
    type,
    size,
    ...(preview && { preview: { width: preview.width, height: preview.height } }),
  };
}

/** Finds the files of messages that have some. @returns those of one message */
export async function attachmentsOf(
  deps: { vault: Vault; database: Queryable },
  practiceId: string,
  messages: readonly { conversationId: string; messageId: string; files: number }[],
): Promise<(message: { conversationId: string; messageId: string }) => Attachment[]> {
  const carrying = messages.filter(({ files }) => files > 0);
  const found = new Map<string, Attachment[]>();
  if (carrying.length > 0) {
    for (const row of await findAttachmentsOf(deps.database, practiceId, carrying)) {
      const attachment = toAttachment(row.attachmentId, await openDetails(deps.vault, practiceId, row));
      // A message's id is unique within its conversation only.
      const id = `${row.conversationId}/${row.messageId}`;
      found.set(id, [...(found.get(id) ?? []), attachment]);
    }
  }
  return ({ conversationId, messageId }) => found.get(`${conversationId}/${messageId}`) ?? [];
}

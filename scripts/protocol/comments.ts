import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

/** The sentences above each name in `src/protocol`: `Message`, `Message.text`, `ERROR_STATUS.invalid`, `EVENTS.unread`. */
export function readComments(folder: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.ts'))) {
    const path = join(folder, file);
    const source = ts.createSourceFile(path, ts.sys.readFile(path) ?? '', ts.ScriptTarget.Latest, true);
    for (const statement of source.statements) {
      if (!ts.isVariableStatement(statement)) continue;
      for (const { name, initializer } of statement.declarationList.declarations) {
        note(found, name.getText(), statement);
        const fields = initializer && fieldsOf(initializer);
        for (const field of fields?.properties ?? []) {
          if (field.name) note(found, `${name.getText()}.${nameOf(field.name)}`, field);
        }
      }
    }
  }
  return found;
}

/** The object literal of `v.object({…})`, `{…} as const` and their like. */
function fieldsOf(node: ts.Expression): ts.ObjectLiteralExpression | undefined {
  if (ts.isObjectLiteralExpression(node)) return node;
  if (ts.isAsExpression(node)) return fieldsOf(node.expression);
  const [first] = ts.isCallExpression(node) ? node.arguments : [];
  return first && fieldsOf(first);
}

function nameOf(name: ts.PropertyName): string {
  return ts.isStringLiteral(name) ? name.text : name.getText();
}

function note(found: Map<string, string>, key: string, node: ts.Node): void {
  const [comment] = ts.getJSDocCommentsAndTags(node).filter(ts.isJSDoc);
  const text = ts.getTextOfJSDocComment(comment?.comment);
  // Links between our own names are of no use outside.
  if (text)
    found.set(
      key,
      text
        .replace(/\{@link (\w+)\}/g, '`$1`')
        .replace(/\s+/g, ' ')
        .trim(),
    );
}

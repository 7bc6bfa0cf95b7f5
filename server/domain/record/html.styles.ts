import { toBase64, utf8 } from '../../vault/bytes.ts';
import { runningSha256 } from '../../vault/running-hash.ts';

/** How a record looks, on a screen and on paper. It names no file: nothing is fetched. */
export const RECORD_STYLES = `
:root { color-scheme: light dark; }
body { max-width: 46rem; margin: 0 auto; padding: 2rem 1.25rem; font: 16px/1.5 system-ui, sans-serif; }
h1 { margin: 0 0 1rem; font-size: 1.6rem; line-height: 1.25; }
h2 { margin: 2rem 0 .75rem; font-size: 1.15rem; }
dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .25rem 1.25rem; margin: 0; }
dt { opacity: .75; }
dd { margin: 0; overflow-wrap: anywhere; }
ol { margin: 0; padding: 0; list-style: none; }
.message { margin: 0 0 1rem; padding: .75rem 1rem; border: 1px solid #8888; border-radius: 8px; }
.head { display: flex; flex-wrap: wrap; gap: 0 .75rem; margin: 0 0 .4rem; font-size: .9rem; }
.head .number { opacity: .75; }
.head .sender { font-weight: 650; overflow-wrap: anywhere; }
.head time { margin-inline-start: auto; font-variant-numeric: tabular-nums; }
.label { margin: 0 0 .4rem; font-size: .9rem; font-weight: 650; }
.text { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; unicode-bidi: isolate; }
.deleted { margin: 0; font-style: italic; }
.files { margin: .6rem 0 0; padding: 0; font-size: .9rem; list-style: none; }
.files li { padding-top: .4rem; border-top: 1px solid #8886; overflow-wrap: anywhere; }
.files li + li { margin-top: .4rem; }
code { font: .85em/1.5 ui-monospace, monospace; overflow-wrap: anywhere; }
@page { margin: 18mm 16mm; }
@media print {
  :root { color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10.5pt; }
  .head { break-after: avoid; }
  .files li { break-inside: avoid; }
  .text { orphans: 3; widows: 3; }
}
@media (max-width: 30rem) {
  dl { grid-template-columns: minmax(0, 1fr); gap: 0; }
  dd { margin-bottom: .5rem; }
  .head time { margin-inline-start: 0; }
}
`;

/** The policy that stands in the file itself, wherever it is opened from: these styles, and nothing else. */
export const RECORD_POLICY = `default-src 'none'; style-src 'sha256-${toBase64(
  runningSha256().update(utf8(RECORD_STYLES)).digest(),
)}'; base-uri 'none'; form-action 'none'`;

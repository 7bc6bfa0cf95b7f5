import { svg, html, type TemplateResult } from 'lit';

/** Strokes on a 24-pixel grid, in the colour of the text around. Always beside words or inside a named button. */
function icon(strokes: TemplateResult, directed = false): TemplateResult {
  return html`<svg viewBox="0 0 24 24" aria-hidden="true" class=${directed ? 'directed' : ''}>
    ${strokes}
  </svg>`;
}

/** Two speech bubbles: the Messages button. */
export const messagesIcon = icon(
  svg`<path d="M4.5 4.5h10A2.5 2.5 0 0 1 17 7v4.5a2.5 2.5 0 0 1-2.5 2.5H9l-4 3.2V14h-.5A2.5 2.5 0 0 1 2 11.5V7a2.5 2.5 0 0 1 2.5-2.5Z"/><path d="M20 9.6a2.5 2.5 0 0 1 2 2.4v3.5a2.5 2.5 0 0 1-2.5 2.5H19v2.7L15.5 18H12"/>`,
);

/** A pencil on a sheet: write to somebody. */
export const composeIcon = icon(
  svg`<path d="M11 4.5H6.5A2.5 2.5 0 0 0 4 7v10.5A2.5 2.5 0 0 0 6.5 20H17a2.5 2.5 0 0 0 2.5-2.5V13"/><path d="m17.6 3.7 2.7 2.7-8.3 8.3-3.5.8.8-3.5 8.3-8.3Z"/>`,
);

export const searchIcon = icon(svg`<circle cx="10.5" cy="10.5" r="6"/><path d="m15 15 5 5"/>`);

/** An arrow upwards: send. */
export const sendIcon = icon(svg`<path d="M12 19V5.5"/><path d="m6 11 6-6 6 6"/>`);

export const downIcon = icon(svg`<path d="M12 5v13.5"/><path d="m6 13 6 6 6-6"/>`);

export const dotsIcon = icon(svg`<path d="M12 5.5h.01M12 12h.01M12 18.5h.01" stroke-width="2.5"/>`);

export const backIcon = icon(svg`<path d="M19 12H5.5"/><path d="m11 6-6 6 6 6"/>`, true);

export const closeIcon = icon(svg`<path d="m6 6 12 12M18 6 6 18"/>`);

/** One tick: the server has it. */
export const checkIcon = icon(svg`<path d="m5.5 12.5 4.5 4.5 9-10"/>`);

/** Two ticks: it has reached a device of the other person. */
export const doubleCheckIcon = icon(svg`<path d="m2.5 12.5 4.5 4.5 9-10"/><path d="m12.5 16.5.5.5 9-10"/>`);

/** A clock: on its way. */
export const clockIcon = icon(svg`<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>`);

export const lockIcon = icon(
  svg`<rect x="5" y="10.5" width="14" height="9.5" rx="2.5"/><path d="M8 10.5V8a4 4 0 0 1 8 0v2.5"/>`,
);

export const warningIcon = icon(
  svg`<path d="M10.3 4.6 3.2 17a2 2 0 0 0 1.7 3h14.2a2 2 0 0 0 1.7-3L13.7 4.6a2 2 0 0 0-3.4 0Z"/><path d="M12 9.5v4M12 16.7v.1"/>`,
);

/** An open book: guidelines. */
export const bookIcon = icon(
  svg`<path d="M12 6.5C10.2 5.2 7.6 4.8 4 5v13c3.6-.2 6.2.2 8 1.5 1.8-1.3 4.4-1.7 8-1.5V5c-3.6-.2-6.2.2-8 1.5ZM12 6.5v13"/>`,
);

/** A smiling face: emoji. */
export const smileIcon = icon(
  svg`<circle cx="12" cy="12" r="8.5"/><path d="M8.3 14.2a4.4 4.4 0 0 0 7.4 0M9 9.6v.1M15 9.6v.1"/>`,
);

/** A waste bin: delete. */
export const binIcon = icon(
  svg`<path d="M4.5 6.5h15M9.5 6V4.5h5V6M6.5 6.5l.8 12a2 2 0 0 0 2 1.9h5.4a2 2 0 0 0 2-1.9l.8-12M10 10.5v6M14 10.5v6"/>`,
);

/** A cloud with a stroke through it: no connection. */
export const offlineIcon = icon(
  svg`<path d="M8.2 8.1A5.5 5.5 0 0 1 17.3 11a3.8 3.8 0 0 1 2.9 5.8M17.5 18H7.3a4.3 4.3 0 0 1-.8-8.5M4 4l16 16"/>`,
);

/** A paperclip: attach a file. */
export const clipIcon = icon(
  svg`<path d="m19.5 11.5-7.6 7.6a4.6 4.6 0 0 1-6.5-6.5l7.9-7.9a3.1 3.1 0 0 1 4.4 4.4l-7.8 7.8a1.5 1.5 0 0 1-2.2-2.2l7-7"/>`,
);

/** A sheet with a folded corner: a file. */
export const fileIcon = icon(
  svg`<path d="M13.5 3.5H7.5a2 2 0 0 0-2 2v13a2 2 0 0 0 2 2h9a2 2 0 0 0 2-2V8.5l-5-5Z"/><path d="M13.5 3.5v5h5M9 13h6M9 16.5h4"/>`,
);

/** An arrow into a tray: save on this device. */
export const downloadIcon = icon(svg`<path d="M12 4v11"/><path d="m7 10.5 5 5 5-5"/><path d="M5 19.5h14"/>`);

/** A sheet with lines that leaves by an arrow: export for the record. */
export const recordIcon = icon(
  svg`<path d="M18.5 12V8.5l-5-5H8A2.5 2.5 0 0 0 5.5 6v12A2.5 2.5 0 0 0 8 20.5h4"/><path d="M13.5 3.5v5h5"/><path d="M17.5 14.5v6"/><path d="m14.8 17.9 2.7 2.7 2.7-2.7"/>`,
);

export const previousIcon = icon(svg`<path d="m14.5 6-6 6 6 6"/>`, true);
export const nextIcon = icon(svg`<path d="m9.5 6 6 6-6 6"/>`, true);

/** A cogwheel: settings. */
export const gearIcon = icon(
  svg`<circle cx="12" cy="12" r="3"/><path d="M19.4 15a1.65 1.65 0 0 0 .33 1.82l.06.06a2 2 0 1 1-2.83 2.83l-.06-.06a1.65 1.65 0 0 0-2.8 1.17V21a2 2 0 0 1-4 0v-.09a1.65 1.65 0 0 0-2.9-1.08l-.06.06a2 2 0 1 1-2.83-2.83l.06-.06A1.65 1.65 0 0 0 3.2 14H3a2 2 0 0 1 0-4h.09a1.65 1.65 0 0 0 1.08-2.9l-.06-.06a2 2 0 1 1 2.83-2.83l.06.06A1.65 1.65 0 0 0 10 3.2V3a2 2 0 0 1 4 0v.09a1.65 1.65 0 0 0 2.9 1.08l.06-.06a2 2 0 1 1 2.83 2.83l-.06.06A1.65 1.65 0 0 0 20.9 10H21a2 2 0 0 1 0 4h-.09a1.65 1.65 0 0 0-1.51 1Z"/>`,
);

/** A calendar with a stroke: away for some days. */
export const awayIcon = icon(
  svg`<rect x="4" y="5.5" width="16" height="14.5" rx="2.5"/><path d="M4 10h16M8.5 3.5v4M15.5 3.5v4M9 15h6"/>`,
);

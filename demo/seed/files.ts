import { zip } from './zip.ts';

/** A file that somebody sent: drawn or set here, so that it is nobody's. */
export interface SeedFile {
  name: string;
  make(): Promise<Uint8Array<ArrayBuffer>> | Uint8Array<ArrayBuffer>;
}

/** A page of a notebook, photographed: a cat, drawn with a pencil by somebody who said that she cannot draw. */
export const catDrawing: SeedFile = {
  name: 'notebook-cat.jpg',
  make: () =>
    jpeg(`<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="900">
      <defs>
        <linearGradient id="table" x2="1" y2="1"><stop stop-color="#8a6a4c"/><stop offset="1" stop-color="#5f4631"/></linearGradient>
        <pattern id="lines" width="1200" height="44" patternUnits="userSpaceOnUse">
          <path d="M0 43.5H1200" stroke="#c9d8e6" stroke-width="2"/>
        </pattern>
      </defs>
      <rect width="1200" height="900" fill="url(#table)"/>
      <g transform="rotate(-3 600 450)">
        <rect x="172" y="92" width="880" height="740" rx="10" fill="#000" opacity=".25"/>
        <rect x="160" y="76" width="880" height="740" rx="10" fill="#fbf8f0"/>
        <rect x="160" y="76" width="880" height="740" fill="url(#lines)" opacity=".8"/>
        <path d="M252 76V816" stroke="#e3a6a0" stroke-width="3"/>
        <g fill="none" stroke="#3d3a38" stroke-width="7" stroke-linecap="round" stroke-linejoin="round">
          <path d="M470 330 446 222 536 286Q600 266 664 286L754 222 730 330Q764 400 724 462 680 520 600 520 520 520 476 462 436 400 470 330Z"/>
          <path d="M486 470Q420 560 440 690 452 742 520 746L690 746Q760 740 762 676 762 560 714 470"/>
          <path d="M762 690Q880 700 884 596 882 548 844 552"/>
          <path d="M544 640V742M656 640V742M520 746Q532 724 556 740M644 742Q668 724 690 746"/>
          <path d="M586 420Q600 432 614 420M600 428V446M600 446Q582 468 560 458M600 446Q618 468 640 458"/>
          <path d="M540 432 420 414M540 448 424 460M660 432 780 414M660 448 776 460" stroke-width="4"/>
        </g>
        <ellipse cx="548" cy="378" rx="15" ry="22" fill="#3d3a38"/><ellipse cx="652" cy="378" rx="15" ry="22" fill="#3d3a38"/>
        <circle cx="553" cy="370" r="5" fill="#fff"/><circle cx="657" cy="370" r="5" fill="#fff"/>
      </g>
    </svg>`),
};

/** One page to print and keep in a drawer. */
export const breathingExercise: SeedFile = {
  name: 'Breathing exercise.pdf',
  make: () =>
    pdf('Breathing exercise', [
      'Sit so that both feet touch the floor.',
      '',
      'Breathe in     and count to four.',
      'Hold           and count to four.',
      'Breathe out    and count to six.',
      '',
      'Five rounds are enough. If you lose count, begin a new round.',
      'Nothing has to work. It is enough to have tried it.',
    ]),
};

/** A letter that a colleague is to read before it is sent. */
export const schoolLetter: SeedFile = {
  name: 'Letter to the school.docx',
  make: () =>
    docx([
      'Dear colleagues,',
      'thank you for the room that you have found for us. We would be glad to begin after the autumn holidays.',
      'Ten quiet minutes before the first lesson have helped more than we had hoped.',
      'With kind regards, Sam Okafor',
    ]),
};

async function jpeg(svg: string): Promise<Uint8Array<ArrayBuffer>> {
  const { default: sharp } = await import('sharp');
  return Uint8Array.from(await sharp(Buffer.from(svg)).jpeg({ quality: 82 }).toBuffer());
}

/** A page of text, A5 (ISO 216), in a font that every reader has. */
function pdf(title: string, lines: readonly string[]): Uint8Array<ArrayBuffer> {
  const escape = (text: string) => text.replace(/[\\()]/g, '\\$&');
  const text = [
    'BT /F1 22 Tf 48 520 Td',
    `(${escape(title)}) Tj`,
    '/F1 12 Tf 0 -44 Td 20 TL',
    ...lines.map((line) => `(${escape(line)}) Tj T*`),
    'ET',
  ].join('\n');
  const objects = [
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 420 595]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>',
    `<</Length ${text.length}>>stream\n${text}\nendstream`,
    '<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>',
  ];
  let file = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const place = file.length;
    file += `${index + 1} 0 obj${object}endobj\n`;
    return `${String(place).padStart(10, '0')} 00000 n \n`;
  });
  const xref = `xref\n0 ${places.length + 1}\n0000000000 65535 f \n${places.join('')}`;
  const trailer = `trailer<</Size ${places.length + 1}/Root 1 0 R>>\nstartxref\n${file.length}\n%%EOF\n`;
  return new TextEncoder().encode(file + xref + trailer);
}

/** A Word document of a few paragraphs (ECMA-376). */
function docx(paragraphs: readonly string[]): Uint8Array<ArrayBuffer> {
  const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
  const office = 'http://schemas.openxmlformats.org';
  const word = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml';
  const text = paragraphs.map((paragraph) => `<w:p><w:r><w:t>${paragraph}</w:t></w:r></w:p>`).join('');
  return zip({
    '[Content_Types].xml': `${xml}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="${word}"/></Types>`,
    '_rels/.rels': `${xml}<Relationships xmlns="${office}/package/2006/relationships"><Relationship Id="r1" Type="${office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`,
    'word/document.xml': `${xml}<w:document xmlns:w="${office}/wordprocessingml/2006/main"><w:body>${text}</w:body></w:document>`,
  });
}

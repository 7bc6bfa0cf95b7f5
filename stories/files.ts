/** Files as people attach them, made here: nobody's. */

/** A photograph of a lake in the evening, more or less. */
export async function photo(name = 'lake.jpg'): Promise<File> {
  const canvas = new OffscreenCanvas(1200, 800);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser cannot draw.');
  const sky = context.createLinearGradient(0, 0, 0, 800);
  for (const [at, colour] of [
    [0, '#274060'],
    [0.45, '#e08e6d'],
    [0.55, '#f4c095'],
    [0.56, '#3f6c7a'],
    [1, '#12303f'],
  ] as const) {
    sky.addColorStop(at, colour);
  }
  context.fillStyle = sky;
  context.fillRect(0, 0, 1200, 800);
  context.fillStyle = '#fbe3b4';
  context.beginPath();
  context.arc(820, 400, 56, Math.PI, 0);
  context.fill();
  context.fillStyle = '#1d2b3a';
  context.beginPath();
  context.moveTo(0, 446);
  for (const [x, y] of [
    [140, 330],
    [270, 410],
    [420, 290],
    [610, 446],
  ] as const) {
    context.lineTo(x, y);
  }
  context.fill();
  return new File([await canvas.convertToBlob({ type: 'image/jpeg', quality: 0.8 })], name, {
    type: 'image/jpeg',
  });
}

/** A PDF of one empty page. */
export function pdf(name = 'Weekly plan.pdf', bytes = 84_000): File {
  const page =
    '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n' +
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj\n';
  const end = '\ntrailer<</Root 1 0 R>>\n%%EOF\n';
  return new File([page, `%${' '.repeat(Math.max(0, bytes - page.length - end.length))}`, end], name, {
    type: 'application/pdf',
  });
}

/** What an installer would be: refused by its content. */
export function program(): File {
  return new File([Uint8Array.of(0x4d, 0x5a, 0x90, 0, 3, 0, 0, 0)], 'setup.pdf', { type: 'application/pdf' });
}

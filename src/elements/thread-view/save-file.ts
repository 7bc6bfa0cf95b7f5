/** Has the browser save bytes as a file, of no type that it would open by itself. */
export function saveFile(bytes: Blob, name: string): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has taken the file by then; this only lets the memory go.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

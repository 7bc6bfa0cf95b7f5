// Looks for new mail every second and shows the page anew when there is some.
const count = Number(document.getElementById('mails').dataset.count);

async function look() {
  try {
    const answer = await fetch('/demo/mailbox/count', { cache: 'no-store' });
    if (answer.ok && (await answer.json()).count !== count) return location.reload();
  } catch {
    // The server may be starting again.
  }
  setTimeout(look, 1000);
}

setTimeout(look, 1000);

import { html } from 'hono/html';
import { portalWords } from '../languages.ts';
import { language, type Page, portalPage, query, type Viewer } from './layout.ts';

interface Entry {
  time: string;
  title: string;
  detail: string;
  /** Whether it is the next one. */
  next?: boolean;
}

/** What a portal shows on its first page; invented, and the same every day. */
const schedule: readonly Entry[] = [
  { time: '09:00', title: 'Individual session', detail: 'Room 2 · 50 min' },
  { time: '10:30', title: 'Individual session', detail: 'Video · 50 min', next: true },
  { time: '12:00', title: 'Team meeting', detail: 'Library · 45 min' },
  { time: '14:00', title: 'Intake conversation', detail: 'Room 2 · 80 min' },
  { time: '16:15', title: 'Individual session', detail: 'Room 2 · 50 min' },
];

const appointments: readonly Entry[] = [
  { time: '10:30', title: 'Thursday', detail: 'Individual session · Video · 50 min', next: true },
  { time: '10:30', title: 'Thursday in two weeks', detail: 'Individual session · Room 2 · 50 min' },
];

const appointmentsInArabic: readonly Entry[] = [
  { time: '11:00', title: 'الثلاثاء', detail: 'جلسة فردية · عبر الفيديو · ٥٠ دقيقة', next: true },
  { time: '11:00', title: 'الثلاثاء بعد أسبوعين', detail: 'جلسة فردية · الغرفة ٢ · ٥٠ دقيقة' },
];

/** The portal's first page: the day's schedule or the next appointments, and only the Messages button of ours. */
export function homePage(viewer: Viewer): Page {
  const { lang } = language(viewer);
  const text = portalWords[lang];
  const { kind } = viewer.person;
  const entries = kind === 'practitioner' ? schedule : lang === 'ar' ? appointmentsInArabic : appointments;
  return portalPage(
    viewer,
    'home',
    html`
      <div class="page-head">
        <h1>${text.hello} <bdi>${viewer.person.name}</bdi></h1>
      </div>
      <div class="columns">
        <section class="card">
          <h2>${text.entries[kind]}</h2>
          <ol class="entries">
            ${entries.map(
              ({ time, title, detail, next }) => html`
                <li class="entry ${next ? 'entry-next' : ''}">
                  <span class="entry-time">${time}</span>
                  <span class="entry-text">
                    <span class="entry-title">${title}</span>
                    <span class="entry-detail">${detail}</span>
                  </span>
                </li>
              `,
            )}
          </ol>
        </section>
        <section class="card card-quiet">
          <h2>${text.aside}</h2>
          <p>${text.asideText}</p>
          <a class="link" href="/portal?${query(viewer)}">${text.link}</a>
        </section>
      </div>
    `,
  );
}

import { daysAgo, minutesAgo, type SeedConversation } from '../history.ts';

/** The second practice: the same ids, other people, other conversations. */
export const harbor: readonly SeedConversation[] = [
  {
    practice: 'harbor',
    between: ['maya', 'ana'],
    unread: { maya: 1 },
    exchanges: [
      daysAgo(6, '10:00', [
        ['maya', 'Hello Ana, your family session is on Tuesday at 16:30, in the blue room.'],
        ['ana', 'Thank you. We will be four, the little one comes along.', { later: 48 }],
        ['maya', 'Lovely. There is a box of trains for exactly that case.'],
      ]),
      minutesAgo(75, [['ana', 'The little one asks if the trains are really blue.']]),
    ],
  },
  {
    practice: 'harbor',
    between: ['sam', 'jonas'],
    exchanges: [
      daysAgo(4, '14:20', [
        ['jonas', 'Can I get the attendance letter for the school?'],
        ['sam', 'It is ready at the front desk from tomorrow on.', { later: 31 }],
        ['jonas', 'Great, thanks!'],
      ]),
    ],
  },
  {
    practice: 'harbor',
    between: ['maya', 'sam'],
    exchanges: [
      daysAgo(2, '09:05', [
        ['sam', 'Blue room or lighthouse room for the Friday families?'],
        ['maya', 'Lighthouse, it has the bigger carpet.'],
        ['sam', '🐻'],
      ]),
    ],
  },
];

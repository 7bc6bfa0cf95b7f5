import { daysAgo, minutesAgo, type SeedConversation } from '../history.ts';

/** Conversations with clients in several languages and scripts. */
export const withClients: readonly SeedConversation[] = [
  {
    practice: 'riverside',
    between: ['maya', 'jonas'],
    exchanges: [
      daysAgo(30, '11:05', [
        ['maya', 'Guten Tag Herr Weber, Ihr Termin am Montag um 15 Uhr ist eingetragen.'],
        ['jonas', 'Vielen Dank! Ist das in der Praxis oder per Video?', { later: 26 }],
        ['maya', 'In der Praxis, Raum 2. Wenn Ihnen Video lieber ist, sagen Sie bitte bis Freitag Bescheid.'],
        ['jonas', 'Praxis ist gut. Ich komme mit dem Rad 🚲'],
        ['maya', 'Im Hof stehen überdachte Ständer, der Code für das Tor kommt am Montag früh.'],
      ]),
      daysAgo(22, '19:40', [
        ['jonas', 'Ich habe die Übung mit dem Wochenplan gemacht. Ehrlich gesagt: zur Hälfte.'],
        ['maya', 'Die Hälfte ist eine ganze Menge. Welche Hälfte?', { later: 780 }],
        ['jonas', 'Montag bis Mittwochmittag. Danach hat der Plan mich gemacht und nicht ich den Plan.'],
        ['maya', 'Sehr schön beobachtet. Dann planen wir nächste Woche nur bis Mittwochmittag.'],
        ['jonas', 'Das klingt überraschend machbar.'],
        ['maya', 'Genau das soll es sein 🙂'],
      ]),
      daysAgo(13, '08:20', [
        [
          'jonas',
          'Kurze Frage: Das Formular „Einverständniserklärung“ verlangt eine Straßenangabe in Großbuchstaben. Ist „ß“ dann „SS“ oder „ẞ“?',
        ],
        ['maya', 'Beides ist in Ordnung. Sie sind der Erste, der das fragt.', { later: 44 }],
        ['jonas', 'Berufskrankheit. Ich setze Bücher.'],
      ]),
      daysAgo(5, '12:15', [
        ['maya', 'Wie war die Woche?'],
        ['jonas', 'Drei gute Tage, ein mittlerer, einer zum Vergessen.', { later: 55 }],
        ['jonas', 'Und am Sonntag war ich schwimmen, zum ersten Mal seit dem Frühjahr.'],
        ['maya', 'Das freut mich sehr. Bringen Sie den Tag zum Vergessen ruhig mit, den sehen wir uns an.'],
        ['jonas', 'Mache ich. Bis Montag!'],
      ]),
    ],
  },
  {
    practice: 'riverside',
    between: ['maya', 'noor'],
    unread: { maya: 1 },
    exchanges: [
      daysAgo(28, '10:10', [
        ['maya', 'مرحبًا نور، أهلًا بكِ في العيادة. يمكنكِ أن تكتبي إليّ هنا بين الجلسات.'],
        ['noor', 'شكرًا دكتورة مايا 🌷 هل يمكنني أن أكتب بالعربية؟', { later: 31 }],
        ['maya', 'بالطبع، اكتبي باللغة التي ترتاحين لها.'],
        ['noor', 'الحمد لله، هذا أسهل عليّ بكثير.'],
      ]),
      daysAgo(21, '14:35', [
        ['noor', 'هل موعدنا يوم الثلاثاء الساعة 11:00 ما زال قائمًا؟'],
        ['maya', 'نعم، الثلاثاء الساعة 11:00 عبر الفيديو.', { later: 20 }],
        ['noor', 'ممتاز. سيكون ابني في المدرسة في هذا الوقت.'],
        ['maya', 'إذن سيكون لدينا وقت هادئ.'],
      ]),
      daysAgo(14, '20:05', [
        ['noor', 'جرّبتُ التمرين الذي اقترحتِه: خمس دقائق من الصمت قبل النوم.'],
        ['noor', 'في اليوم الأول ضحكتُ، وفي اليوم الثالث نمتُ قبل أن تنتهي الدقائق الخمس 😄'],
        ['maya', 'هذه أفضل نتيجة ممكنة!', { later: 760 }],
        ['maya', 'استمرّي أسبوعًا آخر، ثم نتحدث عمّا تغيّر.'],
      ]),
      daysAgo(3, '09:25', [
        ['noor', 'وصلني النموذج “Consent Form (v2)” بالإنجليزية. هل توجد نسخة عربية؟'],
        ['maya', 'نعم، تجدينها في صفحة المستندات تحت اسم «نموذج الموافقة».', { later: 42 }],
        ['noor', 'وجدتُها ووقّعتُ عليها. شكرًا لكِ!'],
      ]),
      minutesAgo(95, [['noor', 'دكتورة مايا، هل يمكن أن نبدأ يوم الثلاثاء الساعة 11:15 بدلًا من 11:00؟ 🙏']]),
    ],
  },
  {
    practice: 'riverside',
    between: ['sam', 'lucia'],
    exchanges: [
      daysAgo(26, '12:00', [
        ['sam', 'Hola Lucía, le confirmo la cita del miércoles a las 17:00.'],
        ['lucia', '¡Gracias! ¿Puedo ir con mi hermana? Ella me acompaña en coche.', { later: 18 }],
        ['sam', 'Claro que sí. En la sala de espera hay té y revistas bastante antiguas.'],
        ['lucia', 'A mi hermana le encantan las revistas antiguas 😂'],
      ]),
      daysAgo(18, '18:30', [
        ['lucia', 'Esta semana he dormido mejor. He dejado el teléfono en la cocina, como dijimos.'],
        ['sam', '¡Qué bien! ¿Y cómo se sintió sin él?', { later: 840 }],
        ['lucia', 'El primer día, rara. El segundo, libre. El tercero, leí un libro entero.'],
        ['sam', '¿Qué libro?'],
        ['lucia', 'Uno de recetas. Pero lo leí entero.'],
        ['sam', 'Cuenta igual 🙂'],
      ]),
      daysAgo(7, '10:45', [
        ['lucia', '¿Me puede enviar otra vez el horario del grupo?'],
        [
          'sam',
          'Los jueves de 18:10 a 19:30, en la sala del jardín. Empezamos diez minutos más tarde por el autobús.',
          { later: 35 },
        ],
        ['lucia', 'Perfecto. ¡Hasta el jueves! 👋'],
      ]),
    ],
  },
  {
    practice: 'riverside',
    between: ['lena', 'wei'],
    exchanges: [
      daysAgo(23, '09:00', [
        ['wei', '您好，布兰特医生。请问星期五的时间可以改到下午吗？'],
        ['lena', '您好！可以，下午三点或者四点半都有空。', { later: 47 }],
        ['wei', '三点很好，谢谢您！'],
        ['lena', '好的，已经改好了。您可以在“预约”页面看到。'],
      ]),
      daysAgo(16, '20:15', [
        ['wei', '这个星期我每天散步半小时，心情好多了。'],
        ['lena', '太好了！您一般在什么时候散步？', { later: 720 }],
        ['wei', '晚饭以后，沿着河边走。有时候还能看到鸭子 🦆'],
        ['lena', '鸭子是很好的陪伴 😊'],
      ]),
      daysAgo(9, '11:20', [
        ['lena', '提醒一下：下周一诊所休息。我们的星期五照常。'],
        ['wei', '收到，谢谢提醒。', { later: 12 }],
      ]),
    ],
  },
  {
    practice: 'riverside',
    between: ['lena', 'ana'],
    exchanges: [
      daysAgo(35, '13:30', [
        [
          'lena',
          'Hej Ana! Maya berättade att du gärna skriver på svenska ibland. Jag är född i Malmö, så skriv bara.',
        ],
        ['ana', 'Åh, vad roligt! Tack för att du hör av dig.', { later: 29 }],
        ['ana', 'Gäller det gruppen på måndagar?'],
        ['lena', 'Precis. Sex personer, lugnt tempo, mycket kaffe.'],
        ['ana', 'Mycket kaffe är ett starkt argument ☕️'],
      ]),
      daysAgo(28, '08:50', [
        ['ana', 'Jag vill gärna prova gruppen. När börjar den?'],
        ['lena', 'Måndag 17:30, rum 1. Du behöver inte förbereda någonting.', { later: 63 }],
        ['ana', 'Då ses vi på måndag!'],
      ]),
    ],
  },
  {
    practice: 'riverside',
    between: ['sam', 'ana'],
    unread: { ana: 1 },
    exchanges: [
      daysAgo(9, '15:10', [
        [
          'sam',
          'Hi Ana, I am Sam, I lead the walking group on Saturdays. Dr. Rivera said you might be interested?',
        ],
        ['ana', 'Hi Sam! Yes, if the pace is kind to knees.', { later: 52 }],
        ['sam', 'Very kind. We are overtaken by strollers.'],
        ['ana', 'That sounds like my group 😄'],
      ]),
      minutesAgo(210, [
        ['sam', 'Saturday, 10:00, at the boathouse. If it rains we walk anyway, if it pours we have cocoa.'],
      ]),
    ],
  },
  {
    practice: 'riverside',
    between: ['maya', 'grace'],
    unread: { maya: 2 },
    exchanges: [
      daysAgo(18, '10:30', [
        ['grace', 'Hello Dr. Rivera, do you have the address of the page with the sleep diary?'],
        [
          'maya',
          'Yes, here: https://www.example.org/sleep-diary?lang=en and the printable one: https://www.example.org/files/sleep-diary.pdf',
          { later: 40 },
        ],
        ['grace', 'Thank you, the printable one is perfect for the fridge.'],
      ]),
      daysAgo(6, '22:04', [
        [
          'grace',
          [
            'You asked me to describe an ordinary Tuesday, so here it is, with apologies for the length.',
            '',
            'I wake before the alarm, usually because the neighbour’s dog has a meeting at six. I lie there and make lists in my head: what to buy, whom to call, what I said wrong last week. The lists are not even good lists, they have no order. Then I get up and it is better, because coffee has an order.',
            '',
            'At work the morning is quiet. I like it. I do the accounts for the garden centre, and numbers either fit or they do not. After lunch people come with questions, and every question feels like a small test. Nobody means it like that! They want to know where the invoice for the tulip bulbs is. But my shoulders do not know the difference between tulip bulbs and an exam.',
            '',
            'In the evening I cook, I call my mother, we talk about the weather in two countries. And then, around ten, there is half an hour in which nothing is asked of me, and I sit on the balcony, and that is the half hour I would like to have more of.',
            '',
            'That is my Tuesday. Writing it down, I notice that there is more good in it than I would have said.',
          ].join('\n'),
        ],
        [
          'maya',
          'Thank you, Grace. This is a gift to work with. I would like to begin with the half hour on the balcony.',
          { later: 640 },
        ],
        ['grace', 'I was hoping you would say that.', { later: 90 }],
      ]),
      minutesAgo(130, [
        ['grace', 'The half hour was forty minutes yesterday!'],
        ['grace', 'Nobody asked me anything 🌙✨'],
      ]),
    ],
  },
  {
    practice: 'riverside',
    between: ['lena', 'tobias'],
    exchanges: [
      daysAgo(12, '09:40', [
        ['tobias', 'Moin Frau Dr. Brandt, ich stehe im Stau und komme ca. 10 Minuten später.'],
        ['lena', 'Kein Problem, fahren Sie vorsichtig.', { later: 2 }],
        ['tobias', 'Bin da! 🚗💨', { later: 13 }],
      ]),
      daysAgo(2, '18:12', [
        ['tobias', 'Können wir das Gespräch mit der Krankenkasse nächstes Mal zusammen vorbereiten?'],
        [
          'lena',
          'Gern. Bringen Sie bitte das Schreiben mit, dann gehen wir es Punkt für Punkt durch.',
          { later: 830 },
        ],
        ['tobias', 'Super, danke. Mir ist schon leichter.'],
      ]),
    ],
  },
  {
    practice: 'riverside',
    between: ['maya', 'maria-1'],
    unread: { maya: 1 },
    exchanges: [
      daysAgo(1, '11:30', [
        ['maya', 'Hello Maria, would next Wednesday at 9:00 suit you for the first conversation?'],
        ['maria-1', 'Wednesday at 9:00 is perfect, thank you!', { later: 75 }],
      ]),
      minutesAgo(25, [['maria-1', 'One more question: may I bring my husband for the first ten minutes?']]),
    ],
  },
  {
    practice: 'riverside',
    between: ['maya', 'maria-2'],
    exchanges: [
      daysAgo(20, '16:20', [
        ['maria-2', 'Bom dia! O recibo de outubro já está disponível?'],
        ['maya', 'Está em Documentos desde ontem. Boa semana, Maria!', { later: 58 }],
        ['maria-2', 'Encontrei, muito obrigada 🌻'],
      ]),
    ],
  },
  {
    practice: 'riverside',
    between: ['sam', 'dmitri'],
    exchanges: [
      daysAgo(8, '13:00', [
        ['dmitri', 'Здравствуйте, Сэм! Встреча в четверг остаётся в силе?'],
        ['sam', 'Здравствуйте, Дмитрий! Да, в четверг в 16:15.', { later: 21 }],
        ['dmitri', 'Спасибо, до встречи! 🙂'],
      ]),
    ],
  },
  {
    practice: 'riverside',
    between: ['maya', 'yael'],
    exchanges: [
      daysAgo(15, '10:00', [
        ['yael', 'שלום ד״ר ריברה, האם הפגישה ביום רביעי בשעה 12:00 בווידאו (Zoom) או במרפאה?'],
        ['maya', 'שלום יעל, במרפאה, חדר 2. נתראה ביום רביעי!', { later: 33 }],
        ['yael', 'תודה רבה! 💐'],
      ]),
    ],
  },
  {
    practice: 'riverside',
    between: ['lena', 'haruka'],
    exchanges: [
      daysAgo(10, '17:05', [
        ['haruka', 'ブラント先生、こんにちは。来週の予約を確認したいです。'],
        ['lena', '田中さん、こんにちは。来週の火曜日、午後5時です。', { later: 64 }],
        ['haruka', 'ありがとうございます。よろしくお願いします🙇‍♀️'],
      ]),
    ],
  },
  {
    practice: 'riverside',
    between: ['sam', 'priya'],
    exchanges: [
      daysAgo(17, '12:25', [
        ['priya', 'नमस्ते सैम जी, क्या शनिवार का समूह इस हफ़्ते भी होगा?'],
        ['sam', 'नमस्ते प्रिया जी! हाँ, सुबह 10:00 बजे।', { later: 37 }],
        ['priya', 'धन्यवाद 🙏 मैं आऊँगी।'],
      ]),
    ],
  },
];

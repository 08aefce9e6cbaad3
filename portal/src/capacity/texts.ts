const de = {
  title: 'Auslastung',
  lead: 'Wie viele Menschen in den nächsten Wochen zu Hause arbeiten, nach den genehmigten Tagen. Was jemand wirklich tut, zählt hier nicht.',
  peak: (sessions: number, date: string, at: string) =>
    `Am meisten ist am ${date} ab ${at} Uhr los: ${sessions === 1 ? '1 Sitzung' : `${sessions} Sitzungen gleichzeitig`}.`,
  room: (room: number) => `Die Sitzungsserver haben zurzeit Platz für etwa ${room} Sitzungen.`,
  roomUnknown: 'Zurzeit meldet kein Sitzungsserver, wie viel Platz er hat.',
  chart: 'Menschen zu Hause, Tag für Tag',
  chartWords: (highest: number) => `Balken von 0 bis ${highest}. Dieselben Zahlen stehen in der Tabelle darunter.`,
  byDay: 'Tag für Tag',
  day: 'Tag',
  people: 'Menschen zu Hause',
  sessions: 'Sitzungen gleichzeitig',
  at: 'ab',
  byDepartment: 'Nach Ämtern, in der nächsten vollen Woche',
  department: 'Amt',
  staff: 'Beschäftigte',
  agreements: 'Vereinbarungen',
}
const en: typeof de = {
  title: 'Capacity',
  lead: 'How many people work at home in the coming weeks, by approved days. What anybody really does does not count here.',
  peak: (sessions, date, at) =>
    `The most is on ${date} from ${at}: ${sessions === 1 ? '1 session' : `${sessions} sessions at once`}.`,
  room: (room) => `The session hosts have room for about ${room} sessions at present.`,
  roomUnknown: 'At present no session host reports how much room it has.',
  chart: 'People at home, day by day',
  chartWords: (highest) => `Bars from 0 to ${highest}. The same figures are in the table below.`,
  byDay: 'Day by day',
  day: 'Day',
  people: 'People at home',
  sessions: 'Sessions at once',
  at: 'from',
  byDepartment: 'By department, in the next whole week',
  department: 'Department',
  staff: 'Staff',
  agreements: 'Agreements',
}
export const capacityTexts = { de, en }

import type { DirectoryPerson } from '@nahtlos/contract/api/administration'
import type { Text } from '@nahtlos/contract/text'

/** A person to try the city as. */
export interface DemoPerson {
  readonly person: DirectoryPerson
  /** What there is to see as this person, in one sentence. */
  readonly tryThis: Text
}

function demo(
  account: string,
  name: string,
  department: string,
  more: Partial<Pick<DirectoryPerson, 'groups' | 'manager' | 'roles' | 'language'>>,
  de: string,
  en: string,
): DemoPerson {
  return {
    person: {
      account,
      name,
      department,
      groups: [],
      manager: null,
      roles: [],
      language: 'de',
      mail: `${account}@lindenbrueck.example`,
      signIn: true,
      employment: { roleSince: '2019-04-01', shareOfFullTime: 100, phone: '0641 5000-10' },
      ...more,
    },
    tryThis: { de, en },
  }
}

/**
 * The named people of the demo, managers before those they manage. Nobody has an agreement yet, so that the story
 * from the request to the desktop at home can be played from its beginning.
 */
export const demoAccounts: readonly DemoPerson[] = [
  demo(
    'helga.hoffmann',
    'Helga Hoffmann',
    'sozialamt',
    { roles: ['head-of-department'] },
    'Leitet das Sozialamt: entscheidet als zweite über den Antrag von Anna Becker.',
    'Heads social services: decides second on the request of Anna Becker.',
  ),
  demo(
    'martin.vogel',
    'Martin Vogel',
    'sozialamt',
    { manager: 'helga.hoffmann' },
    'Vorgesetzter von Anna Becker und Mehmet Yılmaz: entscheidet als erster über ihre Anträge.',
    'Line manager of Anna Becker and Mehmet Yılmaz: decides first on their requests.',
  ),
  demo(
    'anna.becker',
    'Anna Becker',
    'sozialamt',
    { manager: 'martin.vogel' },
    'Sachbearbeiterin im Sozialamt: beantragt Telearbeit, arbeitet im Amt und geht zu Hause weiter.',
    'Clerk in social services: applies for telework, works at the office and goes on at home.',
  ),
  demo(
    'mehmet.yilmaz',
    'Mehmet Yılmaz',
    'sozialamt',
    { manager: 'martin.vogel', groups: ['hoher-schutzbedarf'] },
    'Sachbearbeiter mit hohem Schutzbedarf: von zu Hause ganz ohne Zwischenablage.',
    'Clerk with high protection need: no clipboard at all from home.',
  ),
  demo(
    'lena.krause',
    'Lena Krause',
    'it-amt',
    { roles: ['it-approver'] },
    'Entscheidet für die IT als letzte über Anträge; danach steht die Vereinbarung.',
    'Decides last on requests, for IT; then the agreement stands.',
  ),
  demo(
    'admin.roth',
    'Stefan Roth',
    'it-amt',
    { roles: ['administrator'], groups: ['it-betrieb'] },
    'Administration: Sitzungsserver und Sitzungen live, „Was bekäme …?“; braucht auch im Büro einen zweiten Faktor.',
    'Administrator: session hosts and sessions live, "What would … get?"; needs a second factor at the office, too.',
  ),
  demo(
    'nina.schaefer',
    'Nina Schäfer',
    'it-amt',
    { roles: ['help-desk'] },
    'Hotline: ein IT-Arbeitsplatz mit Terminal und Diagrammen, ohne Rechte der Administration.',
    'Help desk: an IT workspace with terminal and diagrams, without the rights of an administrator.',
  ),
  demo(
    'gisela.lager',
    'Gisela Lager',
    'it-amt',
    { roles: ['equipment-manager'] },
    'Geräteausgabe: gibt Notebooks aus, nimmt sie zurück und weiß, was wann fällig ist.',
    'Hands out devices, takes them back, and knows what is due when.',
  ),
  demo(
    'dagmar.seel',
    'Dagmar Seel',
    'revisionsamt',
    { roles: ['data-protection'] },
    'Datenschutz: gibt Einsicht frei, beantragt Löschungen und sieht Nachweise.',
    'Data protection: grants looks, asks for deletions, and sees evidence.',
  ),
  demo(
    'arno.stein',
    'Arno Stein',
    'stadtarchiv',
    { roles: ['archivist'] },
    'Stadtarchiv: übernimmt alte Vorgänge oder lässt sie liegen, bevor sie gelöscht werden.',
    'City archive: takes over old cases or leaves them, before they are deleted.',
  ),
  demo(
    'thomas.berger',
    'Thomas Berger',
    'schulamt',
    { groups: ['redaktion'] },
    'Schulverwaltung und Redaktion: hat zwei verschiedene Arbeitsplätze.',
    'Schools administration and web editor: has two different workspaces.',
  ),
  demo(
    'fatma.demir',
    'Fatma Demir',
    'kita-amt',
    {},
    'Leitet eine Kita: ein einfacher Arbeitsplatz mit Leiste am linken Rand.',
    "Runs a children's centre: a plain workspace with the panel on the left.",
  ),
  demo(
    'paul.richter',
    'Paul Richter',
    'kaemmerei',
    {},
    'Stadtkämmerei: Tabellen, Rechner und Haushaltsbuch griffbereit.',
    'Treasury: spreadsheets, calculator and account book at hand.',
  ),
  demo(
    'elena.petrovic',
    'Elena Petrović',
    'buergeramt',
    { language: 'en' },
    'Bürgeramt, mit englischer Oberfläche: Browser, PDF und Rechner einzeln oder im Desktop.',
    "Citizens' office, in English: browser, PDF and calculator alone or on the desktop.",
  ),
  demo(
    'ursula.lorenz',
    'Ursula Lorenz',
    'revisionsamt',
    { roles: ['auditor'] },
    'Revision: sieht nach, ändert nichts.',
    'Audit: looks, and changes nothing.',
  ),
  demo(
    'jonas.keller',
    'Jonas Keller',
    'ordnungsamt',
    {},
    'Ordnungsamt, das noch nicht an der Telearbeit teilnimmt: im Büro ja, von zu Hause nein, mit Begründung.',
    'Public order office, not in the telework programme yet: at the office yes, from home no, with the reason.',
  ),
  demo(
    'karin.schulz',
    'Karin Schulz',
    'jugendamt',
    { roles: ['head-of-department'] },
    'Leitet das Jugendamt: entscheidet über den Antrag von Julia Neumann.',
    'Heads the youth welfare office: decides on the request of Julia Neumann.',
  ),
  demo(
    'bernd.otto',
    'Bernd Otto',
    'jugendamt',
    { manager: 'karin.schulz' },
    'Vorgesetzter von Julia Neumann: gibt ihren Antrag weiter, zurück oder lehnt ihn ab.',
    'Line manager of Julia Neumann: passes her request on, returns it or rejects it.',
  ),
  demo(
    'julia.neumann',
    'Julia Neumann',
    'jugendamt',
    { manager: 'bernd.otto', groups: ['hoher-schutzbedarf'] },
    'Sachbearbeiterin im Jugendamt: ihr Antrag geht durch alle Stellen.',
    'Clerk of the youth welfare office: her request goes through all bodies.',
  ),
  demo(
    'petra.lang',
    'Petra Lang',
    'personalamt',
    { groups: ['personalamt'] },
    'Personalamt: prüft Anträge und entscheidet über Widersprüche.',
    'Personnel office: checks requests and decides on objections.',
  ),
  demo(
    'uwe.franke',
    'Uwe Franke',
    'arbeitsschutz',
    { groups: ['arbeitsschutz'], roles: ['occupational-safety'] },
    'Arbeitsschutz: prüft den Arbeitsplatz zu Hause, trägt Unterweisungen ein, genehmigt Anträge.',
    'Occupational safety: assesses the workplace at home, records trainings, approves requests.',
  ),
  demo(
    'claudia.wolf',
    'Claudia Wolf',
    'datenschutz',
    { groups: ['datenschutz'], roles: ['data-protection'] },
    'Datenschutz: prüft Anträge mit hohem Schutzbedarf, sperrt Zugänge sofort, bestätigt Löschungen als Zweite.',
    'Data protection: checks requests with high protection need, suspends access at once, confirms deletions as the second.',
  ),
  demo(
    'rainer.busch',
    'Rainer Busch',
    'hauptamt',
    { groups: ['personalrat'] },
    'Personalrat: wird informiert und kann Einwände haben.',
    'Staff council: is informed and can object.',
  ),
  demo(
    'sabine.klein',
    'Sabine Klein',
    'hauptamt',
    { groups: ['schwerbehindertenvertretung'] },
    'Schwerbehindertenvertretung: sieht nur Anträge, in denen ihre Beteiligung gewünscht ist.',
    'Representative of severely disabled staff: only sees requests that ask for her part.',
  ),
  demo(
    'monika.peters',
    'Monika Peters',
    'gleichstellung',
    { groups: ['gleichstellung'] },
    'Gleichstellungsbeauftragte: wird gehört, wenn Familienaufgaben genannt sind.',
    'Equal-opportunity officer: is heard where family duties are named.',
  ),
]

import type { Notifications } from '@nahtlos/contract/configuration/notifications'
import type { NoticeKind } from '@nahtlos/contract/notifications/notice'
import type { Text } from '@nahtlos/contract/text'

/** How a kind of notice is told. The words are the same for everybody, so that a mail cannot tell anything else. */
export interface NoticeWords {
  /** Mailed at once; others wait for the daily mail of those who want one. */
  readonly urgent: boolean
  /** The portal's page that it leads to. */
  readonly page: string
  readonly title: Text
  readonly text: Text
}

/** The words of a kind: the city's own where it has some. */
export function wordsOf(city: Notifications | undefined, kind: NoticeKind): NoticeWords {
  const own = city?.words.find(({ notice }) => notice === kind)
  return own === undefined ? noticeWords[kind] : { ...noticeWords[kind], title: own.title, text: own.text }
}

export const noticeWords: Readonly<Record<NoticeKind, NoticeWords>> = {
  'device-handed-over': {
    urgent: false,
    page: '/equipment',
    title: { de: 'Ein Gerät wurde Ihnen ausgegeben', en: 'A device was handed over to you' },
    text: {
      de: 'Bitte bestätigen Sie im Portal, dass Sie es haben.',
      en: 'Please confirm in the portal that you have it.',
    },
  },
  'device-due-back': {
    urgent: false,
    page: '/equipment',
    title: { de: 'Bitte geben Sie Ihre Geräte zurück', en: 'Please bring your devices back' },
    text: {
      de: 'Ihre Vereinbarung endet. Im Portal steht, welche Geräte Sie haben und bis wann Zeit ist.',
      en: 'Your agreement ends. The portal says which devices you have and until when there is time.',
    },
  },
  'devices-due-back': {
    urgent: false,
    page: '/equipment/register',
    title: { de: 'Eine Vereinbarung endet, Geräte kommen zurück', en: 'An agreement ends, devices come back' },
    text: {
      de: 'Im Portal steht, welche Geräte bis wann zurückkommen.',
      en: 'The portal says which devices come back, and until when.',
    },
  },
  'equipment-wanted': {
    urgent: false,
    page: '/equipment/register',
    title: { de: 'Jemand braucht Geräte für zu Hause', en: 'Somebody needs devices for home' },
    text: {
      de: 'Im Portal steht, wer was braucht und ab wann.',
      en: 'The portal says who needs what, and from when.',
    },
  },
  'device-due-soon': {
    urgent: false,
    page: '/equipment',
    title: { de: 'Ein Gerät ist bald zurückzugeben', en: 'A device is due back soon' },
    text: {
      de: 'Im Portal steht, welches Gerät es ist und bis wann Sie es haben dürfen.',
      en: 'The portal says which device it is and until when you may keep it.',
    },
  },
  'device-overdue': {
    urgent: false,
    page: '/equipment',
    title: { de: 'Ein Gerät ist überfällig', en: 'A device is overdue' },
    text: {
      de: 'Bitte geben Sie das Gerät zurück. Welches es ist, steht im Portal.',
      en: 'Please bring the device back. The portal says which one it is.',
    },
  },
  'device-returned': {
    urgent: false,
    page: '/equipment',
    title: { de: 'Ihre Rückgabe ist vermerkt', en: 'Your return is recorded' },
    text: {
      de: 'Das Gerät steht nicht mehr auf Ihrer Liste.',
      en: 'The device is no longer on your list.',
    },
  },
  'device-lost': {
    urgent: true,
    page: '/equipment',
    title: { de: 'Ein Gerät von Ihnen ist als verloren gemeldet', en: 'A device of yours was reported lost' },
    text: {
      de: 'Ihre Anmeldungen und Sitzungen wurden beendet. Haben Sie das nicht gemeldet? Dann rufen Sie bitte sofort Ihre Hotline an.',
      en: 'Your sign-ins and sessions were ended. Did you not report this? Then please call your help desk at once.',
    },
  },
  'device-lost-by-another': {
    urgent: true,
    page: '/equipment/register',
    title: { de: 'Ein Gerät wurde als verloren gemeldet', en: 'A device was reported lost' },
    text: {
      de: 'Bitte sehen Sie im Portal nach, welches Gerät es ist und was zu tun ist.',
      en: 'Please look in the portal which device it is and what is to be done.',
    },
  },
  'look-up-asked': {
    urgent: false,
    page: '/data-protection',
    title: { de: 'Jemand möchte ein Protokoll einsehen', en: 'Somebody wants to see a log' },
    text: {
      de: 'Bitte entscheiden Sie im Portal, ob der Zweck das trägt.',
      en: 'Please decide in the portal whether the purpose justifies it.',
    },
  },
  'look-up-decided': {
    urgent: false,
    page: '/audit',
    title: { de: 'Über Ihre Einsicht ist entschieden', en: 'Your look was decided' },
    text: { de: 'Das Ergebnis steht im Portal.', en: 'The result is in the portal.' },
  },
  'archive-offer': {
    urgent: false,
    page: '/archive',
    title: { de: 'Ein Vorgang wird dem Archiv angeboten', en: 'A case is offered to the archive' },
    text: {
      de: 'Bitte entscheiden Sie im Portal, ob Sie ihn übernehmen. Danach wird er hier gelöscht.',
      en: 'Please decide in the portal whether you take it over. After that it is deleted here.',
    },
  },
  'home-check-waiting': {
    urgent: false,
    page: '/occupational-safety',
    title: { de: 'Ein Arbeitsplatz zu Hause ist zu prüfen', en: 'A workplace at home is to be assessed' },
    text: {
      de: 'Die Angaben stehen im Portal.',
      en: 'What was said of it is in the portal.',
    },
  },
  'home-check-accepted': {
    urgent: false,
    page: '/home-workplace',
    title: { de: 'Ihr Arbeitsplatz zu Hause ist geprüft', en: 'Your workplace at home was assessed' },
    text: {
      de: 'Es ist alles in Ordnung. Ihre Fotos sind gelöscht.',
      en: 'Everything is in order. Your photos are deleted.',
    },
  },
  'home-check-returned': {
    urgent: false,
    page: '/home-workplace',
    title: { de: 'Zu Ihrem Arbeitsplatz gibt es eine Rückfrage', en: 'There is a question about your workplace' },
    text: {
      de: 'Im Portal steht, was zu tun ist. Ihre Fotos sind gelöscht.',
      en: 'The portal says what is to be done. Your photos are deleted.',
    },
  },
  'home-check-due-soon': {
    urgent: false,
    page: '/home-workplace',
    title: { de: 'Bitte bestätigen Sie Ihren Arbeitsplatz zu Hause', en: 'Please confirm your workplace at home' },
    text: {
      de: 'Die letzte Prüfung gilt nicht mehr lange. Bitte füllen Sie die Liste neu aus.',
      en: 'The last assessment will not hold much longer. Please answer the checklist again.',
    },
  },
  'home-check-overdue': {
    urgent: false,
    page: '/home-workplace',
    title: {
      de: 'Die Prüfung Ihres Arbeitsplatzes gilt nicht mehr',
      en: 'The assessment of your workplace no longer holds',
    },
    text: {
      de: 'Bitte füllen Sie die Liste aus. Von zu Hause kann der Zugang sonst gesperrt sein.',
      en: 'Please answer the checklist. Access from home may be closed otherwise.',
    },
  },
  'home-check-missing': {
    urgent: false,
    page: '/home-workplace',
    title: { de: 'Bitte beschreiben Sie Ihren Arbeitsplatz zu Hause', en: 'Please describe your workplace at home' },
    text: {
      de: 'Im Portal steht eine Liste dafür. Ohne sie bleibt der Zugang von zu Hause gesperrt.',
      en: 'The portal has a checklist for it. Without it, access from home stays closed.',
    },
  },
  'home-changed': {
    urgent: false,
    page: '/home-workplace',
    title: { de: 'Ihre Wohnsituation hat sich geändert', en: 'Your home changed' },
    text: {
      de: 'Bitte füllen Sie die Liste neu aus. Im Portal steht, bis wann Zeit ist.',
      en: 'Please answer the checklist again. The portal says until when there is time.',
    },
  },
  'training-missing': {
    urgent: false,
    page: '/home-workplace',
    title: { de: 'Ihnen fehlt noch die Unterweisung', en: 'Your training is still missing' },
    text: {
      de: 'Bitte melden Sie sich dafür an. Ohne sie bleibt der Zugang von zu Hause gesperrt.',
      en: 'Please register for it. Without it, access from home stays closed.',
    },
  },
  'training-due-soon': {
    urgent: false,
    page: '/home-workplace',
    title: { de: 'Ihre Unterweisung ist bald zu wiederholen', en: 'Your training is due again soon' },
    text: {
      de: 'Im Portal steht, bis wann sie gilt. Danach kann der Zugang von zu Hause gesperrt sein.',
      en: 'The portal says until when it holds. After that, access from home may be closed.',
    },
  },
  'training-overdue': {
    urgent: false,
    page: '/home-workplace',
    title: { de: 'Ihre Unterweisung gilt nicht mehr', en: 'Your training no longer holds' },
    text: {
      de: 'Bitte melden Sie sich zur nächsten Unterweisung an. Von zu Hause kann der Zugang bis dahin gesperrt sein.',
      en: 'Please register for the next training. Access from home may be closed until then.',
    },
  },
  'request-waiting': {
    urgent: false,
    page: '/approvals',
    title: { de: 'Ein Antrag wartet auf Sie', en: 'A request waits for you' },
    text: {
      de: 'Bitte sehen Sie im Portal nach.',
      en: 'Please look into the portal.',
    },
  },
  'request-late': {
    urgent: false,
    page: '/approvals',
    title: { de: 'Ein Antrag wartet schon länger', en: 'A request has been waiting' },
    text: {
      de: 'Bitte entscheiden Sie bald. Jemand verlässt sich darauf.',
      en: 'Please decide soon. Somebody relies on it.',
    },
  },
  'request-returned': {
    urgent: false,
    page: '/telework',
    title: { de: 'Zu Ihrem Antrag gibt es eine Rückfrage', en: 'There is a question about your request' },
    text: {
      de: 'Im Portal steht, was zu ergänzen ist.',
      en: 'The portal says what is to be added.',
    },
  },
  'request-rejected': {
    urgent: false,
    page: '/telework',
    title: { de: 'Über Ihren Antrag ist entschieden', en: 'Your request was decided' },
    text: {
      de: 'Die Entscheidung und ihre Gründe stehen im Portal.',
      en: 'The decision and its reasons are in the portal.',
    },
  },
  'request-contest-decided': {
    urgent: false,
    page: '/telework',
    title: { de: 'Über Ihren Widerspruch ist entschieden', en: 'Your objection was decided' },
    text: {
      de: 'Das Ergebnis steht im Portal.',
      en: 'The result is in the portal.',
    },
  },
  'request-informed': {
    urgent: false,
    page: '/approvals',
    title: { de: 'Sie werden über einen Antrag informiert', en: 'You are informed of a request' },
    text: {
      de: 'Er steht im Portal unter „Zur Kenntnis“. Sie müssen nichts entscheiden.',
      en: 'It is in the portal under "For your information". There is nothing to decide.',
    },
  },
  'request-contested': {
    urgent: false,
    page: '/approvals',
    title: { de: 'Ein Widerspruch wartet auf Sie', en: 'An objection waits for you' },
    text: {
      de: 'Im Portal steht, bis wann darüber zu entscheiden ist.',
      en: 'The portal says until when it is to be decided.',
    },
  },
  'request-withdrawn': {
    urgent: false,
    page: '/approvals',
    title: { de: 'Ein Antrag wurde zurückgezogen', en: 'A request was withdrawn' },
    text: {
      de: 'Er hat auf Sie gewartet. Jetzt ist nichts mehr zu tun.',
      en: 'It waited for you. There is nothing to do any more.',
    },
  },
  'request-lapsed': {
    urgent: false,
    page: '/telework',
    title: { de: 'Ihr Antrag gilt als zurückgezogen', en: 'Your request counts as withdrawn' },
    text: {
      de: 'Die Zeit dafür ist vorbei. Sie können jederzeit einen neuen Antrag stellen.',
      en: 'The time for it is over. You can make a new request at any time.',
    },
  },
  'request-correction-due': {
    urgent: false,
    page: '/telework',
    title: { de: 'Ihr Antrag wartet noch auf Ihre Korrektur', en: 'Your request still waits for your correction' },
    text: {
      de: 'Im Portal steht, was zu ergänzen ist und bis wann.',
      en: 'The portal says what is to be added, and until when.',
    },
  },
  'agreement-of-another-ends': {
    urgent: false,
    page: '/approvals',
    title: { de: 'Eine Vereinbarung endet', en: 'An agreement ends' },
    text: {
      de: 'Im Portal steht, wessen Vereinbarung es ist und bis wann sie gilt.',
      en: 'The portal says whose agreement it is and until when it holds.',
    },
  },
  'agreement-made': {
    urgent: false,
    page: '/telework',
    title: { de: 'Ihre Vereinbarung liegt vor', en: 'Your agreement is ready' },
    text: {
      de: 'Sie steht im Portal auf der Seite „Meine Telearbeit“.',
      en: 'You can find it in the portal on the page “My telework”.',
    },
  },
  'agreement-suspended': {
    urgent: true,
    page: '/telework',
    title: { de: 'Ihr Zugang von außen ist ausgesetzt', en: 'Your access from outside is suspended' },
    text: {
      de: 'Im Portal steht, was zu tun ist.',
      en: 'The portal says what is to be done.',
    },
  },
  'agreement-resumed': {
    urgent: true,
    page: '/telework',
    title: { de: 'Ihr Zugang von außen gilt wieder', en: 'Your access from outside holds again' },
    text: {
      de: 'Ihre Vereinbarung gilt wie vorher.',
      en: 'Your agreement holds as before.',
    },
  },
  'agreement-ending': {
    urgent: false,
    page: '/telework',
    title: { de: 'Ihre Vereinbarung wurde gekündigt', en: 'Notice was given on your agreement' },
    text: {
      de: 'Im Portal steht, bis wann sie gilt und warum sie endet.',
      en: 'The portal says until when it holds and why it ends.',
    },
  },
  'agreement-ended': {
    urgent: false,
    page: '/telework',
    title: { de: 'Ihre Vereinbarung ist beendet', en: 'Your agreement has ended' },
    text: {
      de: 'Von außen ist der Zugang jetzt geschlossen. Bitte denken Sie an die Rückgabe Ihrer Geräte.',
      en: 'Access from outside is closed now. Please remember to return your devices.',
    },
  },
  'agreement-renewal': {
    urgent: false,
    page: '/telework',
    title: { de: 'Ihre Vereinbarung läuft bald aus', en: 'Your agreement runs out soon' },
    text: {
      de: 'Im Portal können Sie sie verlängern.',
      en: 'You can renew it in the portal.',
    },
  },
  'deputy-named': {
    urgent: false,
    page: '/approvals',
    title: { de: 'Sie vertreten jemanden', en: 'You stand in for somebody' },
    text: {
      de: 'Im Portal steht, für wen und bis wann. Anträge, die auf diese Person warten, sehen Sie in dieser Zeit.',
      en: 'The portal says for whom and until when. Requests that wait for that person are shown to you meanwhile.',
    },
  },
  'absence-entered': {
    urgent: false,
    page: '/approvals',
    title: { de: 'Für Sie ist eine Vertretung eingetragen', en: 'A deputy was entered for you' },
    text: {
      de: 'Sind Sie wieder da? Dann löschen Sie den Eintrag im Portal.',
      en: 'Are you back? Then delete the entry in the portal.',
    },
  },
  'change-waiting': {
    urgent: false,
    page: '/approvals',
    title: { de: 'Jemand möchte einen Tag tauschen', en: 'Somebody wants to swap a day' },
    text: {
      de: 'Bitte entscheiden Sie im Portal.',
      en: 'Please decide in the portal.',
    },
  },
  'change-decided': {
    urgent: false,
    page: '/telework',
    title: { de: 'Über Ihre Änderung ist entschieden', en: 'Your change was decided' },
    text: {
      de: 'Das Ergebnis steht im Portal.',
      en: 'The result is in the portal.',
    },
  },
  'program-request-waiting': {
    urgent: false,
    page: '/program-requests',
    title: { de: 'Jemand fragt ein Programm an', en: 'Somebody asks for a program' },
    text: { de: 'Bitte entscheiden Sie im Portal.', en: 'Please decide in the portal.' },
  },
  'program-request-decided': {
    urgent: false,
    page: '/',
    title: { de: 'Über Ihre Anfrage zu einem Programm ist entschieden', en: 'Your request for a program was decided' },
    text: { de: 'Das Ergebnis steht im Portal.', en: 'The result is in the portal.' },
  },
}

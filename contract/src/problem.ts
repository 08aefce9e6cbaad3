import { z } from 'zod'
import { Refusal } from './access/resolution.ts'
import { FieldFault } from './field-fault.ts'
import type { Text } from './text.ts'

interface Entry extends Text {
  readonly status: number
  /** What to do next. */
  readonly next: Text
}

/**
 * Every error a person can meet: a stable code, a sentence in both languages, and what to do next.
 * "Not there" and "not yours" are the same code on purpose.
 */
export const problems = {
  'invalid-input': {
    status: 400,
    de: 'Einige Angaben fehlen oder passen nicht.',
    en: 'Some of the input is missing or does not fit.',
    next: { de: 'Prüfen Sie die genannten Felder.', en: 'Check the fields named.' },
  },
  'input-too-large': {
    status: 413,
    de: 'Das ist zu viel auf einmal.',
    en: 'This is too much at once.',
    next: { de: 'Teilen Sie die Eingabe auf.', en: 'Split the input.' },
  },
  'not-signed-in': {
    status: 401,
    de: 'Sie sind nicht angemeldet.',
    en: 'You are not signed in.',
    next: { de: 'Melden Sie sich an.', en: 'Sign in.' },
  },
  'sign-in-refused': {
    status: 401,
    de: 'Die Anmeldung war nicht erfolgreich.',
    en: 'The sign-in was not successful.',
    next: {
      de: 'Prüfen Sie Benutzername, Passwort und Code. Nach mehreren Versuchen müssen Sie kurz warten.',
      en: 'Check user name, password and code. After several attempts you have to wait a moment.',
    },
  },
  'code-refused': {
    status: 401,
    de: 'Der Code stimmt nicht.',
    en: 'The code is not right.',
    next: {
      de: 'Warten Sie auf den nächsten Code (höchstens 30 Sekunden) und geben Sie ihn ein. Nach mehreren Versuchen müssen Sie kurz warten.',
      en: 'Wait for the next code (at most 30 seconds) and enter it. After several attempts you have to wait a moment.',
    },
  },
  'sign-in-delayed': {
    status: 429,
    de: 'Es gab zu viele Versuche. Die Anmeldung ist kurz gesperrt.',
    en: 'There were too many attempts. Sign-in is closed for a moment.',
    next: { de: 'Warten Sie die angegebene Zeit.', en: 'Wait for the time given.' },
  },
  'second-factor-required': {
    status: 403,
    de: 'Hierfür brauchen Sie den Code aus Ihrer Authentifizierungs-App.',
    en: 'This needs the code from your authenticator app.',
    next: { de: 'Geben Sie den Code ein.', en: 'Enter the code.' },
  },
  'second-factor-missing': {
    status: 403,
    de: 'Für Sie ist noch kein zweiter Faktor eingerichtet.',
    en: 'You have no second factor yet.',
    next: {
      de: 'Richten Sie ihn an Ihrem Arbeitsplatz im Amt ein.',
      en: 'Set it up at your workplace in the office.',
    },
  },
  'sign-in-not-fresh': {
    status: 403,
    de: 'Ihre Anmeldung liegt für diesen Schritt zu lange zurück.',
    en: 'Your sign-in is too long ago for this step.',
    next: { de: 'Melden Sie sich ab und neu an.', en: 'Sign out and sign in again.' },
  },
  'password-change-required': {
    status: 403,
    de: 'Das ist ein Anfangspasswort.',
    en: 'This is a first password.',
    next: { de: 'Wählen Sie ein eigenes Passwort.', en: 'Choose a password of your own.' },
  },
  'foreign-listener': {
    status: 403,
    de: 'Dieser Zugang ist nicht freigegeben.',
    en: 'This way in is not permitted.',
    next: {
      de: 'Sagen Sie der Administration: Das Gateway ist für diesen Zugang nicht aufgenommen.',
      en: 'Tell your administrators: the gateway was not enrolled for this listener.',
    },
  },
  'not-found': {
    status: 404,
    de: 'Das gibt es nicht, oder es ist nicht für Sie bestimmt.',
    en: 'This does not exist, or is not meant for you.',
    next: { de: 'Gehen Sie zur Startseite.', en: 'Go to the start page.' },
  },
  'not-permitted': {
    status: 403,
    de: 'Dazu sind Sie nicht berechtigt.',
    en: 'You are not permitted to do this.',
    next: { de: 'Wenden Sie sich an Ihre Administration.', en: 'Ask your administrators.' },
  },
  'deputy-not-elected': {
    status: 409,
    de: 'Diese Vertretung ist dort nicht möglich.',
    en: 'This deputy cannot stand in there.',
    next: {
      de: 'Tragen Sie für diese Tage zuerst ein Mitglied oder Ersatzmitglied der genannten Stelle ein. Für alles andere können Sie danach noch jemanden eintragen. Wer Ersatzmitglied ist, trägt die Administration ein.',
      en: 'First name a member of the body, or somebody elected to stand in there, for these days. After that you can name somebody else for all the rest. Who was elected to stand in is entered by administrators.',
    },
  },
  'no-taking-out': {
    status: 403,
    de: 'Von hier aus dürfen Sie nichts aus Ihren Arbeitsplätzen mitnehmen, auch keine Einstellungen.',
    en: 'From here you may take nothing out of your workspaces, not even settings.',
    next: {
      de: 'Laden Sie die Datei dort herunter, wo Sie kopieren dürfen, zum Beispiel im Amt.',
      en: 'Download the file where you may copy, at the office for instance.',
    },
  },
  'foreign-origin': {
    status: 403,
    de: 'Die Anfrage kam von einer fremden Seite.',
    en: 'The request came from a foreign page.',
    next: { de: 'Öffnen Sie das Portal selbst.', en: 'Open the portal yourself.' },
  },
  'unknown-zone': {
    status: 403,
    de: 'Ihr Netz gehört zu keinem bekannten Netzbereich.',
    en: 'Your network belongs to no known zone.',
    next: { de: 'Wenden Sie sich an Ihre Administration.', en: 'Ask your administrators.' },
  },
  'access-denied': {
    status: 403,
    de: 'Dieser Arbeitsplatz ist von hier und jetzt nicht verfügbar.',
    en: 'This workspace is not available from here and now.',
    next: { de: 'Der Grund steht auf der Startseite.', en: 'The reason is on the start page.' },
  },
  'no-host': {
    status: 503,
    de: 'Zurzeit ist kein Sitzungsserver frei.',
    en: 'No session host has room at the moment.',
    next: { de: 'Versuchen Sie es in ein paar Minuten noch einmal.', en: 'Try again in a few minutes.' },
  },
  'program-already-asked': {
    status: 409,
    de: 'Diese Freigabe ist schon angefragt, oder zu viele Anfragen warten.',
    en: 'This approval has been asked for already, or too many requests wait.',
    next: { de: 'Warten Sie auf die Antwort.', en: 'Wait for the answer.' },
  },
  'program-not-grantable': {
    status: 409,
    de: 'So lässt sich dieses Programm nicht freigeben.',
    en: 'This program cannot be approved like this.',
    next: {
      de: 'Mitgebrachtes muss die Administration installieren. Was eine Regel verbietet, ändert nur die Regel. Ist die Sitzung vorbei, geben Sie auf Zeit frei.',
      en: 'What was brought along has to be installed by the administrators. What a rule forbids, only the rule changes. When the session is over, approve for a time.',
    },
  },
  'session-over': {
    status: 409,
    de: 'Diese Sitzung ist beendet.',
    en: 'This session has ended.',
    next: { de: 'Starten Sie auf der Startseite eine neue.', en: 'Start a new one on the start page.' },
  },
  'session-locked': {
    status: 403,
    de: 'Diese Sitzung ist gesperrt, weil gerade niemand mit ihr verbunden war.',
    en: 'This session is locked because nobody was connected to it.',
    next: {
      de: 'Melden Sie sich neu an. Ihr Desktop läuft weiter, wie Sie ihn verlassen haben.',
      en: 'Sign in again. Your desktop goes on as you left it.',
    },
  },
  'session-not-ready': {
    status: 409,
    de: 'Diese Sitzung ist noch nicht bereit.',
    en: 'This session is not ready yet.',
    next: { de: 'Warten Sie einen Augenblick.', en: 'Wait a moment.' },
  },
  'not-in-programme': {
    status: 403,
    de: 'Ihr Amt nimmt noch nicht an der Telearbeit teil.',
    en: 'Your department does not take part in telework yet.',
    next: { de: 'Fragen Sie Ihre Amtsleitung.', en: 'Ask your head of department.' },
  },
  'no-approver': {
    status: 409,
    de: 'Über Ihren Antrag kann zurzeit niemand entscheiden.',
    en: 'At the moment nobody can decide on your request.',
    next: {
      de: 'Bitten Sie Ihre Administration, die genannten Stellen zu besetzen.',
      en: 'Ask your administration to fill the bodies named.',
    },
  },
  'outside-programme-limits': {
    status: 422,
    de: 'Der Antrag überschreitet die Regeln des Programms.',
    en: 'The request exceeds the rules of the programme.',
    next: { de: 'Passen Sie die genannten Angaben an.', en: 'Adjust the entries named.' },
  },
  'application-incomplete': {
    status: 422,
    de: 'Im Antrag fehlen noch Angaben.',
    en: 'The request is not complete yet.',
    next: { de: 'Ergänzen Sie die genannten Angaben.', en: 'Add the entries named.' },
  },
  'criteria-unmet': {
    status: 403,
    de: 'Sie erfüllen eine Voraussetzung noch nicht.',
    en: 'You do not meet one of the conditions yet.',
    next: { de: 'Welche es ist, steht über dem Antrag.', en: 'Above the request you see which one it is.' },
  },
  'quota-reached': {
    status: 409,
    de: 'In Ihrem Amt sind zurzeit alle Plätze vergeben.',
    en: 'At present all places in the department are taken.',
    next: {
      de: 'Fragen Sie die Amtsleitung, wann wieder einer frei wird.',
      en: 'Ask the head of department when one becomes free.',
    },
  },
  'detailed-reason-required': {
    status: 422,
    de: 'Diese Ablehnung braucht eine ausführliche Begründung, weil Familienaufgaben genannt sind.',
    en: 'This refusal needs detailed reasons, because family duties were named.',
    next: {
      de: 'Begründen Sie ausführlich, und schreiben Sie, was Sie stattdessen geprüft haben.',
      en: 'Give detailed reasons, and say what you examined instead.',
    },
  },
  'agreement-not-in-force': {
    status: 409,
    de: 'Diese Vereinbarung gilt nicht mehr, oder sie ist ausgesetzt.',
    en: 'This agreement is over, or suspended.',
    next: { de: 'Laden Sie die Seite neu.', en: 'Reload the page.' },
  },
  'change-built-upon': {
    status: 409,
    de: 'Ein anderer genehmigter Wunsch baut auf diesem auf.',
    en: 'Another wish that was granted builds on this one.',
    next: { de: 'Nehmen Sie zuerst den anderen zurück.', en: 'Take back the other one first.' },
  },
  'day-not-free': {
    status: 409,
    de: 'Für diesen Tag geht das nicht.',
    en: 'This is not possible for this day.',
    next: { de: 'Wählen Sie einen anderen Tag.', en: 'Choose another day.' },
  },
  'overlapping-request': {
    status: 409,
    de: 'Für diesen Zeitraum gibt es schon einen Antrag oder eine Vereinbarung.',
    en: 'There is already a request or an agreement for this time.',
    next: {
      de: 'Ziehen Sie den alten Antrag zurück oder wählen Sie einen anderen Zeitraum.',
      en: 'Withdraw the old request or choose another time.',
    },
  },
  'own-request': {
    status: 403,
    de: 'Über den eigenen Antrag darf niemand selbst entscheiden.',
    en: 'Nobody decides on their own request.',
    next: { de: 'Ihre Vertretung entscheidet.', en: 'Your deputy decides.' },
  },
  'reason-required': {
    status: 422,
    de: 'Eine Ablehnung braucht eine Begründung.',
    en: 'A rejection needs a reason.',
    next: { de: 'Schreiben Sie die Begründung dazu.', en: 'Add the reason.' },
  },
  'step-passed': {
    status: 409,
    de: 'Dieser Schritt ist schon entschieden.',
    en: 'This step has been decided already.',
    next: { de: 'Laden Sie die Liste neu.', en: 'Reload the list.' },
  },
  'decided-before': {
    status: 403,
    de: 'Sie haben bei diesem Antrag schon einen anderen Schritt entschieden.',
    en: 'You have decided another step of this request already.',
    next: { de: 'Diesen Schritt entscheidet eine andere Person.', en: 'Somebody else decides this step.' },
  },
  'device-step-refused': {
    status: 409,
    de: 'Das geht bei diesem Gerät gerade nicht.',
    en: 'This is not possible with this device now.',
    next: {
      de: 'Laden Sie die Seite neu. Dort steht, wo das Gerät ist.',
      en: 'Reload the page. It says where the device is.',
    },
  },
  'device-not-ready': {
    status: 422,
    de: 'Dem Gerät fehlt etwas, ohne das es nicht ausgegeben wird.',
    en: 'The device lacks something without which it is not handed over.',
    next: { de: 'Ergänzen Sie, was genannt ist.', en: 'Add what is named.' },
  },
  'approved-before': {
    status: 403,
    de: 'Sie haben einen Antrag dieser Person genehmigt. Deshalb geben Sie ihr nichts aus.',
    en: 'You approved a request of this person. So you hand nothing over to her.',
    next: { de: 'Das Gerät gibt eine andere Person aus.', en: 'Somebody else hands the device over.' },
  },
  'case-not-saved': {
    status: 409,
    de: 'Dieser Vorgang wurde noch nicht gespeichert.',
    en: 'This case has not been saved yet.',
    next: {
      de: 'Speichern Sie den Vorgang, bevor Sie ihn als übernommen melden.',
      en: 'Save the case before you report it as taken over.',
    },
  },
  'device-known': {
    status: 409,
    de: 'Ein Gerät dieser Art mit dieser Nummer gibt es schon.',
    en: 'There is already a device of this type with this serial number.',
    next: { de: 'Prüfen Sie die Nummer.', en: 'Check the number.' },
  },
  'own-device': {
    status: 403,
    de: 'Niemand gibt sich selbst ein Gerät aus oder nimmt es von sich zurück.',
    en: 'Nobody hands a device over to herself or takes it back from herself.',
    next: { de: 'Bitten Sie jemand anderen aus der Geräteausgabe.', en: 'Ask somebody else who hands devices out.' },
  },
  'photo-refused': {
    status: 422,
    de: 'Dieses Foto können wir nicht annehmen.',
    en: 'We cannot take this photo.',
    next: {
      de: 'Wählen Sie ein Bild als JPEG, PNG oder WebP mit höchstens 5 MB.',
      en: 'Choose a picture as JPEG, PNG or WebP of at most 5 MB.',
    },
  },
  'too-many-photos': {
    status: 409,
    de: 'Mehr Fotos sind nicht nötig.',
    en: 'More photos are not needed.',
    next: { de: 'Löschen Sie Ihre Fotos und wählen Sie neu aus.', en: 'Delete your photos and choose again.' },
  },
  'four-eyes': {
    status: 403,
    de: 'Das entscheidet eine zweite Person.',
    en: 'A second person decides this.',
    next: { de: 'Bitten Sie jemand anderen aus dem Datenschutz.', en: 'Ask somebody else of data protection.' },
  },
  'erasure-not-yet': {
    status: 409,
    de: 'Diese Person kann noch nicht gelöscht werden.',
    en: 'This person cannot be deleted yet.',
    next: { de: 'Erledigen Sie zuerst, was genannt ist.', en: 'Settle first what is named.' },
  },
  'configuration-invalid': {
    status: 422,
    de: 'Die Konfiguration hat Fehler. Die bisherige bleibt in Kraft.',
    en: 'The configuration has errors. The present one stays in force.',
    next: { de: 'Beheben Sie die genannten Stellen.', en: 'Mend the places named.' },
  },
  'second-person-required': {
    status: 403,
    de: 'Diese Änderung betrifft die Sicherheit und braucht die Freigabe einer zweiten Person.',
    en: 'This change is about security and needs the approval of a second person.',
    next: {
      de: 'Sie liegt als Entwurf bereit. Bitten Sie eine andere Administratorin oder einen anderen Administrator um Freigabe.',
      en: 'It waits as a draft. Ask another administrator to approve it.',
    },
  },
  'own-draft': {
    status: 403,
    de: 'Niemand gibt den eigenen Entwurf frei.',
    en: 'Nobody approves their own draft.',
    next: { de: 'Eine andere Person gibt ihn frei.', en: 'Somebody else approves it.' },
  },
  'draft-outdated': {
    status: 409,
    de: 'Inzwischen ist ein anderer Stand in Kraft, der dieselben Dateien ändert.',
    en: 'Another revision came into force meanwhile that changes the same files.',
    next: {
      de: 'Beginnen Sie einen neuen Entwurf mit dem jetzigen Stand.',
      en: 'Begin a new draft with the present one.',
    },
  },
  'draft-changed': {
    status: 409,
    de: 'Inzwischen hat jemand anderes diesen Entwurf geändert.',
    en: 'Somebody else changed this draft meanwhile.',
    next: {
      de: 'Laden Sie den Entwurf neu. Sichern Sie vorher Ihren Text.',
      en: 'Load the draft again. Keep a copy of your text first.',
    },
  },
  'survey-running': {
    status: 429,
    de: 'Ihre letzte Vorschau wird noch gerechnet.',
    en: 'Your last preview is still being worked out.',
    next: { de: 'Warten Sie, bis sie fertig ist.', en: 'Wait until it is done.' },
  },
  'beyond-scope': {
    status: 403,
    de: 'Das lässt die Konfiguration der Stadt für Ihr Amt nicht offen.',
    en: "The city's configuration does not leave this open to your department.",
    next: { de: 'Die Gründe stehen bei den Dokumenten.', en: 'The reasons are given with the documents.' },
  },
  'trial-running': {
    status: 409,
    de: 'Ein Stand wird gerade erprobt.',
    en: 'A revision is being tried out.',
    next: { de: 'Beenden Sie zuerst diese Erprobung.', en: 'End that trial first.' },
  },
  'too-many-requests': {
    status: 429,
    de: 'Das waren zu viele Anfragen in kurzer Zeit.',
    en: 'These were too many requests in a short time.',
    next: { de: 'Warten Sie einen Augenblick.', en: 'Wait a moment.' },
  },
  'enrolment-refused': {
    status: 403,
    de: 'Dieser Aufnahmeschlüssel gilt nicht oder nicht mehr.',
    en: 'This enrolment token is not valid, or no longer.',
    next: {
      de: 'Erzeugen Sie in der Administration einen neuen; er gilt eine Stunde und einmal.',
      en: 'Make a new one as administrator; it is good for one hour and once.',
    },
  },
  'vault-full': {
    status: 507,
    de: 'Der Speicher für Einstellungen ist voll. Der letzte gute Stand bleibt.',
    en: 'The store of settings is full. The last good snapshot stays.',
    next: { de: 'Geben Sie der Administration Bescheid.', en: 'Tell your administrators.' },
  },
  'settings-damaged': {
    status: 422,
    de: 'Von diesen Einstellungen ist etwas beschädigt.',
    en: 'Something of these settings is damaged.',
    next: {
      de: 'Nehmen Sie eine andere Fassung, oder geben Sie der Administration Bescheid.',
      en: 'Take another version, or tell your administrators.',
    },
  },
  'vault-unavailable': {
    status: 503,
    de: 'Der Speicher für Einstellungen ist gerade nicht erreichbar.',
    en: 'The store of settings cannot be reached just now.',
    next: { de: 'Versuchen Sie es in ein paar Minuten noch einmal.', en: 'Try again in a few minutes.' },
  },
  'settings-changed': {
    status: 409,
    de: 'Diese Einstellungen haben sich gerade geändert.',
    en: 'These settings have just changed.',
    next: { de: 'Laden Sie die Seite neu und versuchen Sie es noch einmal.', en: 'Reload the page and try again.' },
  },
  'archive-unreadable': {
    status: 422,
    de: 'Dieses Archiv kann nicht gelesen werden.',
    en: 'This archive cannot be read.',
    next: {
      de: 'Nehmen Sie eine Datei, die Sie hier gespeichert haben (.tar.gz).',
      en: 'Take a file that you saved here (.tar.gz).',
    },
  },
  'server-unavailable': {
    status: 502,
    de: 'Der Server ist gerade nicht erreichbar. Laufende Desktops gehen weiter.',
    en: 'The server cannot be reached just now. Running desktops go on.',
    next: { de: 'Es wird von selbst weiter versucht.', en: 'It is being tried again by itself.' },
  },
  'internal-error': {
    status: 500,
    de: 'Das hätte nicht passieren dürfen.',
    en: 'This should not have happened.',
    next: {
      de: 'Versuchen Sie es noch einmal. Bleibt es dabei, nennen Sie der Administration die Vorgangsnummer.',
      en: 'Try again. If it stays, tell your administrators the reference number.',
    },
  },
} as const satisfies Record<string, Entry>

export type ProblemCode = keyof typeof problems
export const ProblemCode = z.enum(Object.keys(problems) as [ProblemCode, ...ProblemCode[]])

/** The body of every error answer: problem details after RFC 9457, `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  status: z.number().int(),
  code: ProblemCode,
  title: z.strictObject({ de: z.string(), en: z.string() }),
  next: z.strictObject({ de: z.string(), en: z.string() }),
  /** Where input was wrong: JSON path of the field and what is wrong with it. */
  fields: z.array(FieldFault).optional(),
  /** With `second-person-required`: the draft in which the change waits. */
  draft: z.number().int().optional(),
  /** With `access-denied`: the reason, with its way out. */
  refusal: Refusal.optional(),
  /** Seconds to wait. */
  retryAfter: z.number().optional(),
  /** To find the case in the logs. */
  reference: z.string().optional(),
})
export type Problem = z.infer<typeof Problem>

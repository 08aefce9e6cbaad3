const de = {
  title: 'Hilfe',
  lead: 'Das Wichtigste zu Ihrem Desktop auf einer Seite.',
  sections: [
    {
      title: 'Arbeiten, wo Sie sind',
      lines: [
        'Ihr Desktop läuft im Amt weiter, auch wenn Sie das Fenster schließen. Mit „Weiterarbeiten“ sind Sie wieder dort, wo Sie waren.',
        'Öffnen Sie den Desktop an einem anderen Bildschirm, zieht er dorthin um.',
        'Bricht die Verbindung ab, bleibt das Bild stehen. Sie kommt von selbst wieder; Sie müssen sich nicht neu anmelden.',
        'Mit „Desktop beenden“ schließen Sie alle Programme. Ihre Einstellungen werden dabei gesichert.',
      ],
    },
    {
      title: 'Tasten',
      lines: [
        'Im Desktop gehen fast alle Tasten an den Desktop.',
        'Strg+Alt+Umschalt: alle drei drücken und loslassen. So kommen Sie aus dem Desktop zu den Werkzeugen.',
        'Mit Tab und den Pfeiltasten gehen Sie durch die Werkzeuge; „Desktop bedienen“ führt zurück.',
        'Strg+Alt+Entf und Esc senden Sie mit den Knöpfen der Werkzeuge.',
      ],
    },
    {
      title: 'Zwischenablage',
      lines: [
        'Der Knopf „Zwischenablage“ bringt Text in den Desktop und aus ihm heraus.',
        'Was erlaubt ist, hängt davon ab, wo Sie sind. Die Tafel sagt es Ihnen.',
        'Ihre Dokumente speichern Sie im Ordner „Dokumente“; er ist überall derselbe.',
      ],
    },
    {
      title: 'Was protokolliert wird',
      lines: [
        'An- und Abmeldungen, Beginn und Ende von Sitzungen und die Rechte, die dabei galten.',
        'Jeder Schritt Ihrer Anträge auf Telearbeit, mit Person und Zeit.',
        'Was Administratorinnen und Administratoren tun und ändern.',
        'Nicht protokolliert wird, was Sie tippen, was auf dem Bildschirm steht und wie lange Sie arbeiten.',
      ],
    },
  ],
}
const en: typeof de = {
  title: 'Help',
  lead: 'The most important things about your desktop on one page.',
  sections: [
    {
      title: 'Work where you are',
      lines: [
        'Your desktop goes on at the office even when you close the window. With “Continue working” you are back where you were.',
        'If you open the desktop at another screen, it moves there.',
        'If the connection breaks, the picture stands still. It comes back by itself; you need not sign in again.',
        'With “End desktop” you close all programs. Your settings are saved.',
      ],
    },
    {
      title: 'Keys',
      lines: [
        'In the desktop almost all keys go to the desktop.',
        'Ctrl+Alt+Shift: press all three and let go. This takes you from the desktop to the tools.',
        'With Tab and the arrow keys you go through the tools; “Use the desktop” leads back.',
        'Ctrl+Alt+Del and Esc are sent with the buttons of the tools.',
      ],
    },
    {
      title: 'Clipboard',
      lines: [
        'The button “Clipboard” brings text into the desktop and out of it.',
        'What is allowed depends on where you are. The panel tells you.',
        'Keep your documents in the folder “Dokumente”; it is the same everywhere.',
      ],
    },
    {
      title: 'What is logged',
      lines: [
        'Sign-ins and sign-outs, the beginning and end of sessions, and the rights that held.',
        'Each step of your telework requests, with person and time.',
        'What administrators do and change.',
        'Not logged is what you type, what is on the screen, and how long you work.',
      ],
    },
  ],
}
export const helpTexts = { de, en }

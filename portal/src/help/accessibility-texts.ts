const de = {
  title: 'Erklärung zur Barrierefreiheit',
  lead: 'Dieses Portal soll für alle gut zu bedienen sein. Maßstab sind die BITV 2.0, die EN 301 549 und die WCAG 2.2 in der Stufe AA.',
  sections: [
    {
      title: 'Was geht',
      lines: [
        'Alle Seiten lassen sich allein mit der Tastatur bedienen. Sie funktionieren mit Vorleseprogrammen, bei 200 Prozent Vergrößerung, in schmalen Fenstern, mit hohem Kontrast und mit wenig Bewegung.',
        'Alle Bedienelemente des Desktops liegen außerhalb seines Bildes. Strg+Alt+Umschalt führt jederzeit aus dem Desktop hinaus.',
      ],
    },
    {
      title: 'Was noch nicht geht',
      lines: [
        'Der Desktop kommt als Bild in Ihren Browser. Das Vorleseprogramm auf Ihrem Gerät kann dieses Bild nicht lesen.',
        'Ein Vorleseprogramm im Desktop mit Ton ist geplant, aber noch nicht verfügbar. Bis dahin hilft Ihnen Ihre Administration, eine andere Lösung zu finden.',
      ],
    },
    {
      title: 'Barriere melden',
      lines: [
        'Ihnen ist etwas aufgefallen? Schreiben oder sagen Sie es Ihrer Administration. Sie antwortet Ihnen.',
        'Hilft das nicht, können Sie sich an die Durchsetzungs- oder Schlichtungsstelle Ihres Landes wenden.',
      ],
    },
    {
      title: 'Stand dieser Erklärung',
      lines: [
        'Diese Erklärung beruht auf einer Selbstbewertung mit automatischen Prüfungen und Bedienung allein mit der Tastatur. Ihre Verwaltung ergänzt sie um ihre Kontaktdaten.',
      ],
    },
  ],
}
const en: typeof de = {
  title: 'Accessibility statement',
  lead: 'This portal is meant to be easy to use for everybody. The measures are BITV 2.0, EN 301 549 and WCAG 2.2 at level AA.',
  sections: [
    {
      title: 'What works',
      lines: [
        'All pages can be used with the keyboard alone. They work with screen readers, at 200 per cent zoom, in narrow windows, with high contrast and with little motion.',
        'All controls of the desktop lie outside its picture. Ctrl+Alt+Shift leads out of the desktop at any time.',
      ],
    },
    {
      title: 'What does not work yet',
      lines: [
        'The desktop comes into your browser as a picture. The screen reader on your device cannot read this picture.',
        'A screen reader inside the desktop, with sound, is planned but not available yet. Until then your administrators help you find another way.',
      ],
    },
    {
      title: 'Report a barrier',
      lines: [
        'Did you notice something? Write to your administrators or tell them. They will answer you.',
        'If that does not help, you can turn to the enforcement or arbitration body of your state.',
      ],
    },
    {
      title: 'State of this statement',
      lines: [
        'This statement rests on a self-assessment with automatic checks and use with the keyboard alone. Your administration adds its contact details.',
      ],
    },
  ],
}
export const accessibilityTexts = { de, en }

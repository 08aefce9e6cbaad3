import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { accessibilityTexts } from './accessibility-texts.ts'

export function AccessibilityPage() {
  const t = useTexts(accessibilityTexts)
  return (
    <Page title={t.title} lead={t.lead} narrow>
      {t.sections.map((section) => (
        <section key={section.title} className="flow">
          <h2 className="kern-heading-medium">{section.title}</h2>
          {section.lines.map((line) => (
            <p className="kern-body" key={line}>
              {line}
            </p>
          ))}
        </section>
      ))}
    </Page>
  )
}

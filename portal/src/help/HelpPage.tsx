import { useTexts } from '../shell/language.tsx'
import { Page } from '../shell/Page.tsx'
import { helpTexts } from './texts.ts'

export function HelpPage() {
  const t = useTexts(helpTexts)
  return (
    <Page title={t.title} lead={t.lead} narrow>
      {t.sections.map((section) => (
        <section key={section.title} className="flow">
          <h2 className="kern-heading-medium">{section.title}</h2>
          <ul className="kern-list kern-list--bullet">
            {section.lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </section>
      ))}
    </Page>
  )
}

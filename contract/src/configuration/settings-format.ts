import { z } from 'zod'

/**
 * Formats whose settings are merged, and told in words, key by key. Everything else is merged file by file.
 *
 * - `ini`: sections, `key=value`, comments with `#` or `;`
 * - `keyfile`: the same as GLib writes it (GSettings, dconf dumps); values are GVariant texts
 * - `json`: JSON, with comments where the app allows them
 * - `xfconf`: a channel of Xfce, `xfce-perchannel-xml/*.xml`
 * - `xcu`: LibreOffice's `registrymodifications.xcu`
 * - `prefs`: `prefs.js` and `user.js` of Firefox and Thunderbird
 * - `dconf`: dconf's own database, `.config/dconf/user`
 * - `none`: file by file, though the name looks like one of the above
 *
 * Without a word from the template the format follows from the file's name (`formatOf` in `core/settings/format-of.ts`).
 */
export const SettingsFormat = z.enum(['ini', 'keyfile', 'json', 'xfconf', 'xcu', 'prefs', 'dconf', 'none'])
export type SettingsFormat = z.infer<typeof SettingsFormat>

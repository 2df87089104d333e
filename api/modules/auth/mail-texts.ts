/** What the mails say. `{name}`, `{username}` and `{email}` are filled in; paragraphs before and after the link. */
export interface MailText {
  readonly subject: string;
  readonly before: readonly string[];
  /** What the link is called; absent in a mail without one. */
  readonly link?: string;
  readonly after: readonly string[];
}

export type MailKind = 'VERIFY_EMAIL' | 'VERIFY_NEW_EMAIL' | 'EMAIL_CHANGE_NOTICE' | 'RESET_PASSWORD';
type Language = 'en' | 'pt-BR' | 'es';

const en: Readonly<Record<MailKind, MailText>> = {
  VERIFY_EMAIL: {
    subject: 'Confirm your e-mail address',
    before: [
      'Hello {name},',
      'the account @{username} on Talk-In-Clouds was made with this e-mail address. Open this link to confirm that it is yours:',
    ],
    link: 'Confirm my address',
    after: ['The link works once, for 24 hours. If you did not make this account, leave it: do nothing.'],
  },
  VERIFY_NEW_EMAIL: {
    subject: 'Confirm your new e-mail address',
    before: [
      'Hello {name},',
      'the account @{username} on Talk-In-Clouds is to use this e-mail address from now on. Open this link to confirm it:',
    ],
    link: 'Confirm my new address',
    after: ['The link works once, for 24 hours. Until then the old address stays. If you did not ask for this, do nothing.'],
  },
  EMAIL_CHANGE_NOTICE: {
    subject: 'Your e-mail address is about to change',
    before: [
      'Hello {name},',
      'somebody who knows the password of your account @{username} on Talk-In-Clouds asked to replace this e-mail address by another one. The change takes effect when the new address is confirmed.',
      'If that was you, there is nothing to do. If it was not, change your password at once, or have a link for a new password sent here: either stops the change.',
    ],
    after: [],
  },
  RESET_PASSWORD: {
    subject: 'Choose a new password',
    before: [
      'Hello {name},',
      'somebody asked for a new password for your account @{username} on Talk-In-Clouds. Open this link to choose one:',
    ],
    link: 'Choose a new password',
    after: [
      'The link works once, for one hour, and signs you out everywhere else. If you did not ask for this, do nothing: your password stays as it is.',
    ],
  },
};

const ptBR: Readonly<Record<MailKind, MailText>> = {
  VERIFY_EMAIL: {
    subject: 'Confirme seu endereço de e-mail',
    before: [
      'Olá, {name}!',
      'A conta @{username} no Talk-In-Clouds foi criada com este endereço de e-mail. Abra este link para confirmar que ele é seu:',
    ],
    link: 'Confirmar meu endereço',
    after: ['O link funciona uma vez, por 24 horas. Se você não criou esta conta, não é preciso fazer nada.'],
  },
  VERIFY_NEW_EMAIL: {
    subject: 'Confirme seu novo endereço de e-mail',
    before: [
      'Olá, {name}!',
      'A conta @{username} no Talk-In-Clouds vai passar a usar este endereço de e-mail. Abra este link para confirmar:',
    ],
    link: 'Confirmar meu novo endereço',
    after: [
      'O link funciona uma vez, por 24 horas. Até lá, o endereço antigo continua valendo. Se não foi você que pediu, não é preciso fazer nada.',
    ],
  },
  EMAIL_CHANGE_NOTICE: {
    subject: 'Seu endereço de e-mail está prestes a mudar',
    before: [
      'Olá, {name}!',
      'Alguém que sabe a senha da sua conta @{username} no Talk-In-Clouds pediu para trocar este endereço de e-mail por outro. A troca passa a valer quando o novo endereço for confirmado.',
      'Se foi você, não é preciso fazer nada. Se não foi, troque sua senha agora mesmo, ou peça um link para uma nova senha, que chega aqui: as duas coisas cancelam a troca.',
    ],
    after: [],
  },
  RESET_PASSWORD: {
    subject: 'Escolha uma nova senha',
    before: [
      'Olá, {name}!',
      'Alguém pediu uma nova senha para a sua conta @{username} no Talk-In-Clouds. Abra este link para escolher uma:',
    ],
    link: 'Escolher uma nova senha',
    after: [
      'O link funciona uma vez, por uma hora, e encerra todas as outras sessões. Se não foi você que pediu, não é preciso fazer nada: sua senha continua a mesma.',
    ],
  },
};

const es: Readonly<Record<MailKind, MailText>> = {
  VERIFY_EMAIL: {
    subject: 'Confirma tu dirección de correo',
    before: [
      'Hola, {name}:',
      'La cuenta @{username} en Talk-In-Clouds se creó con esta dirección de correo. Abre este enlace para confirmar que es tuya:',
    ],
    link: 'Confirmar mi dirección',
    after: ['El enlace funciona una vez, durante 24 horas. Si no creaste esta cuenta, no tienes que hacer nada.'],
  },
  VERIFY_NEW_EMAIL: {
    subject: 'Confirma tu nueva dirección de correo',
    before: [
      'Hola, {name}:',
      'La cuenta @{username} en Talk-In-Clouds va a usar esta dirección de correo a partir de ahora. Abre este enlace para confirmarla:',
    ],
    link: 'Confirmar mi nueva dirección',
    after: [
      'El enlace funciona una vez, durante 24 horas. Hasta entonces sigue valiendo la dirección anterior. Si no lo pediste tú, no tienes que hacer nada.',
    ],
  },
  EMAIL_CHANGE_NOTICE: {
    subject: 'Tu dirección de correo está a punto de cambiar',
    before: [
      'Hola, {name}:',
      'Alguien que conoce la contraseña de tu cuenta @{username} en Talk-In-Clouds pidió cambiar esta dirección de correo por otra. El cambio vale cuando se confirme la nueva dirección.',
      'Si fuiste tú, no tienes que hacer nada. Si no, cambia tu contraseña ahora mismo, o pide un enlace para una nueva contraseña, que llega aquí: ambas cosas cancelan el cambio.',
    ],
    after: [],
  },
  RESET_PASSWORD: {
    subject: 'Elige una nueva contraseña',
    before: [
      'Hola, {name}:',
      'Alguien pidió una nueva contraseña para tu cuenta @{username} en Talk-In-Clouds. Abre este enlace para elegirla:',
    ],
    link: 'Elegir una nueva contraseña',
    after: [
      'El enlace funciona una vez, durante una hora, y cierra todas las demás sesiones. Si no lo pediste tú, no tienes que hacer nada: tu contraseña sigue igual.',
    ],
  },
};

const texts: Readonly<Record<Language, Readonly<Record<MailKind, MailText>>>> = { en, 'pt-BR': ptBR, es };

/** The language of the mails for a BCP 47 locale: Portuguese and Spanish of any country, else English. */
export function chooseLanguage(locale: string): Language {
  const language = locale.toLowerCase().split('-', 1)[0];
  return language === 'pt' ? 'pt-BR' : language === 'es' ? 'es' : 'en';
}

export const findMailText = (language: Language, kind: MailKind): MailText => texts[language][kind];

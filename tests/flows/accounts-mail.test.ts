import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signInDocument, signUpDocument, type AuthView } from '../testkit/documents.js';
import { linkIn, startMailSink, type MailSink } from '../testkit/mail-sink.js';
import { credentialsFor, people, signUp, type Person } from '../testkit/people.js';
import { refusalOf, requestGraphQL } from '../testkit/request.js';
import { startServer, type TestServer } from '../testkit/server.js';
import { expireTokens, readEverything } from './account-records.js';
import { startTwoProcesses } from './two-processes.js';

let sink: MailSink;
let server: TestServer;
let second: TestServer;
let databaseUri: string;
beforeAll(async () => {
  sink = await startMailSink();
  ({ first: server, second, databaseUri } = await startTwoProcesses(sink.env));
});
afterAll(() => sink.stop());

const addressDocument = '{ viewer { email emailVerified pendingEmail } }';
const verifyDocument = 'mutation Verify($token: String!) { verifyEmail(token: $token) }';
const changeEmailDocument =
  'mutation Change($newEmail: String!, $password: String!) { changeEmail(newEmail: $newEmail, password: $password) }';
const resendDocument = 'mutation { resendVerification }';

const anonymously = <T>(document: string, variables?: Record<string, unknown>) => requestGraphQL<T>(server, document, variables);
const verify = (token: string) => anonymously(verifyDocument, { token });
const addressOf = async (person: Person) => (await person.request<{ viewer: object }>(addressDocument)).viewer;
const newAddress = () => credentialsFor('new').email;
const changeEmail = (person: Person, newEmail: string) => person.request(changeEmailDocument, { newEmail, password: person.password });

describe('signing up', () => {
  test('mails a link that verifies the address, once, without a session', async () => {
    const { ana } = await people(server, 'ana');
    const mail = await sink.next(ana.email);
    expect(await addressOf(ana)).toEqual({ email: ana.email, emailVerified: false, pendingEmail: null });
    const { url, token } = linkIn(mail);
    // Either process may have sent it.
    expect([server.url, second.url].map((origin) => `${origin}/verify-email?token=${token}`)).toContain(url);

    const live = await ana.events();
    expect(await verify(token)).toEqual({ verifyEmail: true });
    expect(await addressOf(ana)).toEqual({ email: ana.email, emailVerified: true, pendingEmail: null });
    await live.next(({ __typename }) => __typename === 'ViewerChanged');
    expect(await refusalOf(verify(token))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'token', reason: 'INVALID' });
  });

  test.each([
    ['pt-BR', 'Confirme seu endereço de e-mail', 'Olá, Ana!'],
    ['pt', 'Confirme seu endereço de e-mail', 'Olá, Ana!'],
    ['es-MX', 'Confirma tu dirección de correo', 'Hola, Ana:'],
    ['en-GB', 'Confirm your e-mail address', 'Hello Ana,'],
    ['ja', 'Confirm your e-mail address', 'Hello Ana,'],
  ])('mails in the language of the locale %s', async (locale, subject, greeting) => {
    const credentials = credentialsFor('ana');
    await anonymously(signUpDocument, { input: { ...credentials, locale } });
    const mail = await sink.next(credentials.email);
    expect(mail.subject).toBe(subject);
    expect(mail.text.startsWith(`${greeting}\n`)).toBe(true);
    expect(mail.html).toContain(greeting);
    expect(mail.from).toBe('chat@example.test');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
  });

  test('keeps a name from becoming part of the mail: no markup, no link', async () => {
    const [bold, advertiser] = [credentialsFor('ana'), credentialsFor('bia')];
    await signUp(server, { ...bold, displayName: '<b>Ana & "Co"</b>' });
    await signUp(server, { ...advertiser, displayName: 'Win at evil.example' });
    const [first, other] = [await sink.next(bold.email), await sink.next(advertiser.email)];
    // A slash would do for a link.
    expect(first.html).not.toContain('<b>');
    expect(other.text + other.html).not.toContain('evil.example');
    expect(other.text).toContain(`Hello ${advertiser.username},`);
    await signUp(server, { ...credentialsFor('caio'), displayName: 'Caio & <Co>', email: 'caio@example.test' });
    expect((await sink.next('caio@example.test')).html).toContain('Caio &amp; &lt;Co&gt;');
  });

  test('keeps a username from becoming a link', async () => {
    const { email, ...rest } = credentialsFor('mallory');
    const username = `${rest.username.replaceAll('-', '')}.example`;
    await signUp(server, { ...rest, email, username, displayName: `Win at ${username}` });
    const { text, html } = await sink.next(email);
    expect(text + html).not.toContain(username);
    // It reads as ever.
    expect(text.replaceAll('\u2060', '')).toContain(`Hello ${username},\n\nthe account @${username} on`);
  });

  test('keeps no link in the database, only a hash', async () => {
    const { ana } = await people(server, 'ana');
    const { token } = linkIn(await sink.next(ana.email));
    const stored = await readEverything(databaseUri, ['users', 'waitingMails']);
    expect(stored).toContain(ana.email);
    expect(stored).not.toContain(token);
  });
});

describe('a link that verifies', () => {
  test('is sent again when asked for, and the one before is void', async () => {
    const { ana } = await people(server, 'ana');
    const first = linkIn(await sink.next(ana.email));
    expect(await ana.request(resendDocument)).toEqual({ resendVerification: true });
    const fresh = linkIn(await sink.next(ana.email));
    expect(await refusalOf(verify(first.token))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'token' });
    await verify(fresh.token);
    expect(await ana.request(resendDocument)).toEqual({ resendVerification: false });
  });

  test('is good for a day', async () => {
    const { ana } = await people(server, 'ana');
    const { token } = linkIn(await sink.next(ana.email));
    await expireTokens(databaseUri, ana.id);
    expect(await refusalOf(verify(token))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'token', reason: 'INVALID' });
    expect(await addressOf(ana)).toMatchObject({ emailVerified: false });
  });

  test.each(['', 'nonsense', 'x'.repeat(10_000)])('is not made up: %j', async (token) => {
    expect(await refusalOf(verify(token))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'token', reason: 'INVALID' });
  });

  test('is mailed only to those who are signed in', async () => {
    expect(await refusalOf(anonymously(resendDocument))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('works once, however often it is followed at the same time on two processes', async () => {
    const { ana } = await people(server, 'ana');
    const { token } = linkIn(await sink.next(ana.email));
    const tries = Array.from({ length: 10 }, (_, index) => requestGraphQL(index % 2 ? server : second, verifyDocument, { token }));
    const outcomes = await Promise.allSettled(tries);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});

describe('a new e-mail address', () => {
  test('takes effect when it is verified; the old one is told, and signs in until then', async () => {
    const { ana } = await people(server, 'ana');
    await verify(linkIn(await sink.next(ana.email)).token);
    const email = newAddress();
    const live = await ana.on(second).events();
    await changeEmail(ana, email);
    await live.next(({ __typename }) => __typename === 'ViewerChanged');
    expect(await addressOf(ana)).toEqual({ email: ana.email, emailVerified: true, pendingEmail: email });
    const notice = await sink.next(ana.email);
    expect(notice.subject).toBe('Your e-mail address is about to change');
    expect(notice.text + notice.html).not.toContain(email);
    const signIn = (login: string) => anonymously<{ signIn: AuthView }>(signInDocument, { input: { login, password: ana.password } });
    await signIn(ana.email);
    expect(await refusalOf(signIn(email))).toMatchObject({ code: 'UNAUTHENTICATED' });

    const { token } = linkIn(await sink.next(email));
    await verify(token);
    expect(await addressOf(ana)).toEqual({ email, emailVerified: true, pendingEmail: null });
    await signIn(email);
    expect(await refusalOf(signIn(ana.email))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('needs the password; a wrong one does not sign out', async () => {
    const { ana } = await people(server, 'ana');
    const wrong = { newEmail: newAddress(), password: 'not her password' };
    expect(await ana.refused(changeEmailDocument, wrong)).toMatchObject({ code: 'BAD_USER_INPUT', field: 'password', reason: 'WRONG' });
    expect(await addressOf(ana)).toMatchObject({ pendingEmail: null });
    expect(await refusalOf(anonymously(changeEmailDocument, wrong))).toMatchObject({ code: 'UNAUTHENTICATED' });
  });

  test('is not one that another account has, nor nonsense', async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    const refused = (newEmail: string) => ana.refused(changeEmailDocument, { newEmail, password: ana.password });
    expect(await refused(bia.email.toUpperCase())).toMatchObject({ code: 'CONFLICT', field: 'newEmail' });
    expect(await refused('nowhere')).toMatchObject({ code: 'BAD_USER_INPUT', field: 'newEmail', reason: 'INVALID' });
  });

  test('belongs to whoever verifies it first', async () => {
    const { ana, bia } = await people(server, 'ana', 'bia');
    const email = newAddress();
    await changeEmail(ana, email);
    await changeEmail(bia, email);
    const links = [linkIn(await sink.next(email)), linkIn(await sink.next(email))];
    const outcomes = await Promise.all(
      links.map(({ token }) =>
        verify(token).then(
          () => 'verified',
          () => 'refused',
        ),
      ),
    );
    expect(outcomes.sort()).toEqual(['refused', 'verified']);
    const addresses = await Promise.all([addressOf(ana), addressOf(bia)]);
    expect(addresses.filter((address) => 'email' in address && address.email === email)).toHaveLength(1);
  });

  test('makes the link for the one before void, and is taken back by the current one', async () => {
    const { ana } = await people(server, 'ana');
    // The link is made when its mail is sent: that of the sign-up would go to the new address, too.
    await sink.next(ana.email);
    const [email, other] = [newAddress(), newAddress()];
    await changeEmail(ana, email);
    const { token } = linkIn(await sink.next(email));
    await changeEmail(ana, other);
    expect(await refusalOf(verify(token))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'token' });
    const latest = linkIn(await sink.next(other));
    await changeEmail(ana, ana.email);
    expect(await addressOf(ana)).toMatchObject({ email: ana.email, pendingEmail: null });
    expect(await refusalOf(verify(latest.token))).toMatchObject({ code: 'BAD_USER_INPUT', field: 'token' });
  });

  test('is what resendVerification is about while it waits', async () => {
    const { ana } = await people(server, 'ana');
    // The link is made when its mail is sent: that of the sign-up would go to the new address, too.
    await sink.next(ana.email);
    const email = newAddress();
    await changeEmail(ana, email);
    await sink.next(email);
    await ana.request(resendDocument);
    await verify(linkIn(await sink.next(email)).token);
    expect(await addressOf(ana)).toMatchObject({ email, emailVerified: true });
  });
});

describe('the mail server', () => {
  test('gets each mail once, whichever process queued it', async () => {
    const crowd = await Promise.all(
      Array.from({ length: 12 }, (_, index) => signUp(index % 2 ? server : second, credentialsFor(`crowd${index}`))),
    );
    for (const person of crowd) await sink.next(person.email);
    expect(crowd.map(({ email }) => sink.count(email))).toEqual(crowd.map(() => 1));
  });

  test('may be away: signing up works, and the mail comes when it is back, even after a kill -9', async () => {
    const own = await startMailSink();
    own.refuse(450);
    const away = await startServer({ env: own.env });
    const { ana } = await people(away, 'ana');
    await expect.poll(() => own.refused, { timeout: 30_000 }).toBeGreaterThan(0);
    await expect.poll(() => away.logs, { timeout: 30_000 }).toContain('tried again later');
    await away.kill('SIGKILL');
    own.refuse(null);
    await away.restart();
    await verifyOn(away, linkIn(await own.next(ana.email)).token);
    await away.stop();
    await own.stop();
  });

  test('that refuses a recipient for good is not asked again', async () => {
    const own = await startMailSink();
    own.refuse(550);
    const strict = await startServer({ env: own.env });
    await people(strict, 'ana');
    await expect.poll(() => strict.logs, { timeout: 30_000 }).toContain('is given up');
    own.refuse(null);
    const { bia } = await people(strict, 'bia');
    await own.next(bia.email);
    expect(own.refused).toBe(1);
    expect(own.mails).toHaveLength(1);
    await strict.stop();
    await own.stop();
  });

  test('may be missing: the whole mail is printed at the level that a server has by itself', async () => {
    const silent = await startServer();
    const { ana } = await people(silent, 'ana');
    await expect.poll(() => silent.logs, { timeout: 30_000 }).toContain(`To: ${ana.email}`);
    const { url, token } = linkIn({ text: silent.logs.slice(silent.logs.indexOf('To: ')) });
    expect(url).toBe(`${silent.url}/verify-email?token=${token}`);
    await verifyOn(silent, token);
    expect(await addressOf(ana)).toMatchObject({ emailVerified: true });
    await silent.stop();
  });
});

const verifyOn = (target: TestServer, token: string) => requestGraphQL(target, verifyDocument, { token });

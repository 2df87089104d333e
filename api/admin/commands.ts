import { makeAdministrator, removeAdministrator } from '../modules/administration/administrator.actions.js';
import { handOverPasswordLink } from '../modules/administration/password-link.actions.js';
import { resolveReport } from '../modules/administration/report.actions.js';
import { restoreAccount, suspendAccount } from '../modules/administration/suspension.actions.js';
import { countAdministrators } from '../modules/users/administrator.actions.js';
import { findAccount, listAccounts, showAccount } from './accounts.js';
import { limitOption, textOption, UsageError, type Command } from './command.js';
import { listDeeds, listReports } from './history.js';

/** Whoever may run these has the server's own rights: they are the audit log's "command line". */
const commandLine = null;

const limit = { limit: { type: 'string' } } as const;

export const commands: Readonly<Record<string, Command>> = {
  'make-admin': {
    usage: 'make-admin <username>',
    summary: 'makes somebody an administrator',
    async run({ argument }) {
      const user = await findAccount(argument);
      const isNew = await makeAdministrator(commandLine, user);
      return isNew ? `${user.username} is an administrator now.` : `${user.username} is an administrator already.`;
    },
  },
  'remove-admin': {
    usage: 'remove-admin <username>',
    summary: 'takes that back',
    async run({ argument }) {
      const user = await findAccount(argument);
      if (!(await removeAdministrator(commandLine, user))) return `${user.username} is no administrator.`;
      const left = await countAdministrators();
      const warning = left === 0 ? '\nThere is no administrator now: nobody sees reports, except here.' : '';
      return `${user.username} is no administrator any more.${warning}`;
    },
  },
  list: {
    usage: 'list [--search TEXT] [--admins] [--suspended] [--limit N]',
    summary: 'lists accounts by username, 50 unless told',
    options: { ...limit, search: { type: 'string' }, admins: { type: 'boolean' }, suspended: { type: 'boolean' } },
    run: (call) =>
      listAccounts({
        search: textOption(call, 'search'),
        admins: call.options.admins === true,
        suspended: call.options.suspended === true,
        limit: limitOption(call, 50),
      }),
  },
  show: {
    usage: 'show <username>',
    summary: 'tells of one account',
    run: async ({ argument }) => showAccount(await findAccount(argument)),
  },
  suspend: {
    usage: 'suspend <username> --reason TEXT',
    summary: 'ends its sessions and refuses new ones',
    options: { reason: { type: 'string' } },
    async run(call) {
      const reason = textOption(call, 'reason');
      if (reason === undefined) throw new UsageError('suspend needs a reason: --reason "…".');
      const { _id, username, suspendedAt } = await findAccount(call.argument);
      await suspendAccount(commandLine, _id.toHexString(), reason);
      return suspendedAt ? `${username} is suspended already.` : `${username} is suspended: everywhere signed out, and cannot sign in.`;
    },
  },
  restore: {
    usage: 'restore <username>',
    summary: 'takes a suspension back',
    async run({ argument }) {
      const { _id, username, suspendedAt } = await findAccount(argument);
      await restoreAccount(commandLine, _id.toHexString());
      return suspendedAt ? `${username} can sign in again.` : `${username} is not suspended.`;
    },
  },
  'reset-password': {
    usage: 'reset-password <username>',
    summary: 'makes a link to choose a new password, to be handed over',
    async run({ argument, publicUrl }) {
      const user = await findAccount(argument);
      const link = await handOverPasswordLink(commandLine, user, publicUrl);
      return `${user.username} chooses a new password here, once, within an hour:\n${link}\nWhoever has this link has the account: hand it over to nobody else.`;
    },
  },
  reports: {
    usage: 'reports [--all] [--limit N]',
    summary: 'shows open reports, newest first; with --all, resolved ones too',
    options: { ...limit, all: { type: 'boolean' } },
    run: (call) => listReports({ all: call.options.all === true, limit: limitOption(call, 20) }),
  },
  resolve: {
    usage: 'resolve <report>',
    summary: 'marks a report as dealt with, by its id',
    async run({ argument }) {
      const report = await resolveReport(commandLine, argument);
      return `The report ${report._id.toHexString()} is resolved.`;
    },
  },
  audit: {
    usage: 'audit [--limit N]',
    summary: 'shows what was done, by whom, to whom, newest first',
    options: limit,
    run: (call) => listDeeds(limitOption(call, 50)),
  },
};

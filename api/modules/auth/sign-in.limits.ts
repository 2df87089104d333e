import { countAgainst, areLimitsOn, hashForLimits, limits, uncount } from './limits.js';
import { KnownAddressModel } from './known-address.model.js';
import { networkOf } from '../../graphql/network-address.js';

const knownForMs = 90 * 24 * 3_600_000;

/**
 * Counts a try to sign in before it is looked at, so that many at once don't slip through. Throws RATE_LIMITED. Call `succeed` when it was no guess.
 * An account that was signed in from this network before is held to the strictest limit alone, which is of this network: whoever guesses from
 * elsewhere cannot lock its owner out. `userId`: null for an unknown login, which is limited alike.
 */
export async function admitSignIn(login: string, userId: string | null, address: string): Promise<{ succeed(): Promise<void> }> {
  const name = login.trim().normalize('NFC').toLowerCase();
  const network = networkOf(address);
  await countAgainst(limits.signInsOfLoginAndNetwork, name, network);
  const isKnown = await isKnownNetwork(userId ?? name, network);
  if (!isKnown) {
    await countAgainst(limits.signInsOfNetwork, network);
    await countAgainst(limits.signInsOfLogin, name);
  }
  return {
    async succeed() {
      const others = isKnown ? [] : [uncount(limits.signInsOfNetwork, network), uncount(limits.signInsOfLogin, name)];
      const known = userId === null ? [] : [rememberNetwork(userId, address)];
      await Promise.all([uncount(limits.signInsOfLoginAndNetwork, name, network), ...others, ...known]);
    },
  };
}

/** From here on this network is known to that account, for 90 days since the last time. */
export async function rememberNetwork(userId: string, address: string): Promise<void> {
  if (!areLimitsOn()) return;
  const _id = knownId(userId, networkOf(address));
  await KnownAddressModel.updateOne({ _id }, { $set: { expiresAt: new Date(Date.now() + knownForMs) } }, { upsert: true });
}

async function isKnownNetwork(account: string, network: string): Promise<boolean> {
  if (!areLimitsOn()) return true;
  return (await KnownAddressModel.exists({ _id: knownId(account, network) })) !== null;
}

const knownId = (account: string, network: string) => hashForLimits('known', account, network);

// Written in the plainest JavaScript, so that an old Node gets as far as reading this.
const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

export function requireNode() {
  const enough = major > 20 || (major === 20 && minor >= 19);
  if (enough) return;
  console.error(
    `Talk-In-Clouds needs Node.js 20.19 or newer; this is ${process.version}. Get a newer one from https://nodejs.org and try again.`,
  );
  process.exit(1);
}

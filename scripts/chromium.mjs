import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const chromiumAdvice =
  'No Chromium was found. Install Chromium, Chrome or Edge (Debian and Ubuntu: `sudo apt-get install chromium`), or set CHROMIUM_PATH to one.';

/** A Chromium-like browser that starts here: CHROMIUM_PATH, the usual places, or Debian's package, installed where that is allowed. Null when there is none. */
export function findChromium({ mayInstall = false } = {}) {
  const given = process.env.CHROMIUM_PATH;
  if (given) return existsSync(given) ? given : null;
  const found = usualPlaces().find(starts);
  if (found || !mayInstall) return found ?? null;
  return installChromium() ? (usualPlaces().find(starts) ?? null) : null;
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map((name) => `/Applications/${name}.app/Contents/MacOS/${name}`);
  }
  if (process.platform === 'win32') {
    const roots = [process.env.PROGRAMFILES, process.env['PROGRAMFILES(X86)'], process.env.LOCALAPPDATA].filter(Boolean);
    const programs = [
      'Google\\Chrome\\Application\\chrome.exe',
      'Chromium\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    return roots.flatMap((root) => programs.map((program) => join(root, program)));
  }
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  return ['/usr/bin', '/usr/local/bin', '/snap/bin'].flatMap((folder) => names.map((name) => join(folder, name)));
}

/** Asking for the version tells a browser from a package that only stands in for one. On Windows and macOS the question would open a window. */
function starts(path) {
  if (!existsSync(path)) return false;
  if (process.platform !== 'linux') return true;
  return spawnSync(path, ['--version'], { timeout: 20_000 }).status === 0;
}

function installChromium() {
  const isRoot = process.getuid?.() === 0;
  if (process.platform !== 'linux' || !isRoot || !existsSync('/usr/bin/apt-get')) return false;
  console.log('Installing Chromium for the browser tests (apt-get) …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const install = () =>
    spawnSync('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji'], {
      encoding: 'utf8',
      env,
    });
  if (install().status === 0) return true;
  spawnSync('apt-get', ['update', '-q'], { encoding: 'utf8', env });
  const second = install();
  if (second.status !== 0) console.log(`apt-get could not install it: ${(second.stderr ?? '').trim().split('\n').at(-1)}`);
  return second.status === 0;
}

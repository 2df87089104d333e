// `npm run dev`: the server, started again at each change, and the web app's development server in front of it.
import { requireNode } from './node-version.mjs';

requireNode();
const { spawn } = await import('node:child_process');
const { prepareBuild, prepareInstall } = await import('./prepare.mjs');
const { packageCommand, rootDir } = await import('./run.mjs');

process.chdir(rootDir);
prepareInstall();
prepareBuild(['playground']);

const webOrigins = 'http://127.0.0.1:5173,http://localhost:5173';
const start = (args, env = {}) => spawn(process.execPath, args, { stdio: 'inherit', env: { ...env, ...process.env } });
const children = [
  start([packageCommand('tsx', 'dist/cli.mjs'), 'watch', '--clear-screen=false', '--tsconfig', 'api/tsconfig.json', 'api/main.ts'], {
    ALLOWED_ORIGINS: webOrigins,
  }),
  start([packageCommand('vite', 'bin/vite.js'), 'web', '--host', '127.0.0.1', '--port', '5173', '--strictPort']),
];

// One ends, all end. Ctrl-C reaches the children from the terminal.
const stopAll = () => children.forEach((child) => child.kill('SIGTERM'));
for (const child of children) child.on('exit', stopAll);
process.on('SIGTERM', stopAll);
process.on('SIGINT', () => undefined);

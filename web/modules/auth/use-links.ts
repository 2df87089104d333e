import { useNavigate } from 'react-router';
import type { LinkChoice } from '../../ui/props';

/** Links that the router follows. */
export function useLinks(): (href: string) => LinkChoice {
  const navigate = useNavigate();
  return (href) => ({ href, onNavigate: () => void navigate(href) });
}

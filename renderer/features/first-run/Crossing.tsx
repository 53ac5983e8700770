import styles from './Crossing.module.css';

/** WeChat on one bank, CXone on the other, a boat on the cable. The two names are the same in every language. */
export function Crossing() {
  return (
    <div className={styles.crossing} aria-hidden="true">
      <span className={styles.bank}>WeChat</span>
      <span className={styles.cable}>
        <svg viewBox="0 0 44 24" width="44" height="24" className={styles.boat}>
          <path d="M22 1v9" stroke="currentColor" strokeWidth="2" />
          <circle cx="22" cy="2" r="2" fill="currentColor" />
          <path d="M15 7h14v5H15z" fill="currentColor" opacity=".55" />
          <path d="M2 12h40l-4 8.2a2 2 0 0 1-1.8 1.1H7.8A2 2 0 0 1 6 20.2z" fill="currentColor" />
        </svg>
      </span>
      <span className={styles.bank}>CXone</span>
    </div>
  );
}

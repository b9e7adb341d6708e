import './base.css';
import './entry.css';

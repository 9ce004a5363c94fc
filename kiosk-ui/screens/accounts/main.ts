import { createApp } from 'vue';
import '../../styles/screen.css';
import '../../styles/buttons.css';
import '../staff/staff.css';
import './accounts.css';
import AccountsScreen from './AccountsScreen.vue';

createApp(AccountsScreen).mount('#app');

<?php
/**
 * Plugin Name: Entrenous
 * Description: Secure messages between a practice and its clients, for people who are logged in to this site.
 * Version: 0.1.0
 * Requires at least: 6.5
 * Requires PHP: 7.4
 * License: MIT
 *
 * In wp-config.php, where the API key stays out of the database and its backups:
 *
 *     define( 'ENTRENOUS_BACKEND', 'https://messages.example' );
 *     define( 'ENTRENOUS_PRACTICE', 'riverside' );
 *     define( 'ENTRENOUS_API_KEY', '…' );
 *
 * Then put [messages_button] and [messages_inbox] where they belong. The script lies in this folder, under script/.
 */

defined( 'ABSPATH' ) || exit;

const ENTRENOUS_VERSION = '0.1.0';

add_shortcode( 'messages_button', fn() => entrenous_element( 'messages-button' ) );
add_shortcode( 'messages_inbox', fn() => entrenous_element( 'messages-inbox' ) );

// Only for people who are logged in: there is no wp_ajax_nopriv_ action.
add_action( 'wp_ajax_entrenous_token', 'entrenous_answer_token' );

/** The element as HTML; its script comes with it, once. */
function entrenous_element( string $name ): string {
	if ( ! defined( 'ENTRENOUS_BACKEND' ) || ! is_user_logged_in() ) {
		return '';
	}
	wp_enqueue_script_module(
		'entrenous',
		plugins_url( 'script/entrenous.js', __FILE__ ),
		array(),
		ENTRENOUS_VERSION
	);
	return strtr(
		file_get_contents( __DIR__ . "/templates/$name.html" ),
		array(
			'{backend}'   => esc_url( ENTRENOUS_BACKEND ),
			'{token-url}' => esc_url( admin_url( 'admin-ajax.php?action=entrenous_token', 'relative' ) ),
		)
	);
}

/**
 * Who this user is in the practice. A client unless the site says otherwise:
 *
 *     add_filter( 'entrenous_person', function ( $person, $user ) {
 *         if ( in_array( 'therapist', $user->roles, true ) ) { $person['kind'] = 'practitioner'; }
 *         return $person;
 *     }, 10, 2 );
 */
function entrenous_person( WP_User $user ): array {
	$person = array(
		'id'    => 'wp-' . $user->ID,
		'name'  => $user->display_name,
		'kind'  => 'client',
		'admin' => false,
	);
	return apply_filters( 'entrenous_person', $person, $user );
}

/** Answers the page with a token of the person who is logged in. The page's own cookies say who that is. */
function entrenous_answer_token(): void {
	nocache_headers();
	$person = entrenous_person( wp_get_current_user() );
	$path   = '/v1/practices/' . rawurlencode( ENTRENOUS_PRACTICE ) . '/people/' . rawurlencode( $person['id'] );
	unset( $person['id'] );
	// Makes the person, or brings the name up to date.
	$known = entrenous_call( 'PUT', $path, $person );
	$given = null === $known ? null : entrenous_call( 'POST', "$path/tokens" );
	if ( ! isset( $given['token'] ) ) {
		wp_send_json( array(), 502 );
	}
	wp_send_json( array( 'token' => $given['token'] ) );
}

/** One call of the backend with this site's key; null when it was refused or nobody answered. */
function entrenous_call( string $method, string $path, ?array $body = null ): ?array {
	$answer = wp_remote_request(
		untrailingslashit( ENTRENOUS_BACKEND ) . $path,
		array(
			'method'      => $method,
			'timeout'     => 10,
			'redirection' => 0,
			'headers'     => array(
				'Authorization' => 'Bearer ' . ENTRENOUS_API_KEY,
				'Content-Type'  => 'application/json',
			),
			'body'        => null === $body ? '' : wp_json_encode( $body ),
		)
	);
	$status = wp_remote_retrieve_response_code( $answer );
	if ( is_wp_error( $answer ) || $status < 200 || $status > 299 ) {
		return null;
	}
	return (array) json_decode( wp_remote_retrieve_body( $answer ), true );
}
